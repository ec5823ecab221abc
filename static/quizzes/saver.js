/**
 * When to save, and what to do when saving fails. Knows neither page nor network.
 *
 * One save at a time:
 *
 *   changed() --> waiting --(a pause, or long enough)--> saving --> saved
 *                   ^  ^                                   | | |
 *                   |  +------- changed meanwhile ---------+ | |
 *                   +---------- failed: wait longer ---------+ |
 *                                        closed: over  <-------+
 *
 * Nothing is sent while an input method composes a word: what stands in the
 * box then is half a word in phonetic keys, and nobody's answer.
 */

/** Source of the numbers: a guess at a breath between two thoughts, and the "every few seconds". */
export const PAUSE_MS = 2_000;
export const LONGEST_MS = 5_000;
export const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

const systemTimers = {
  now: () => performance.now(),
  set: (action, ms) => setTimeout(action, ms),
  clear: (id) => clearTimeout(id),
};

export class Saver {
  #post;
  #draft;
  #report;
  #timers;

  #version = 0; // grows with every change
  #savedVersion = 0;
  #changedAt = 0;
  #unsavedSince = 0;
  #failures = 0;
  #failedAt = 0;
  #timer = null;
  #inFlight = null;
  #isComposing = false;
  #isRefused = false;
  #isOver = false;

  /**
   * post({ leaving }): sends what stands in the form; resolves to the server's
   *     { state: "saved" | "closed" | "refused", … }, rejects when there was no answer.
   * draft: keep() and drop() what is not saved yet, in this browser.
   * report(state, reply): told of "changed", "saving", "offline", and of the server's states.
   */
  constructor({ post, draft, report, timers = systemTimers }) {
    this.#post = post;
    this.#draft = draft;
    this.#report = report;
    this.#timers = timers;
  }

  get isSaved() {
    return this.#savedVersion === this.#version;
  }

  /** Note that the answer has changed. */
  changed() {
    if (this.#isOver) return;
    const now = this.#timers.now();
    if (this.isSaved) this.#unsavedSince = now;
    this.#version += 1;
    this.#changedAt = now;
    this.#isRefused = false;
    if (!this.#isComposing) this.#draft.keep();
    if (!this.#failures) this.#report("changed");
    this.#schedule();
  }

  compositionStarted() {
    this.#isComposing = true;
    this.#schedule();
  }

  compositionEnded() {
    this.#isComposing = false;
    if (!this.isSaved) this.#draft.keep();
    this.#schedule();
  }

  /** Try at once after a failure: the line is back. */
  async retryNow() {
    if (this.#failures) await this.save();
  }

  /**
   * Save now what is not saved. Resolves to whether everything is.
   *
   * leaving: the page goes away; do not wait for a save that is under way.
   */
  async save({ leaving = false } = {}) {
    if (this.#inFlight && !leaving) await this.#inFlight;
    if (this.isSaved || this.#isOver || this.#isRefused || this.#isComposing) return this.isSaved;
    this.#timers.clear(this.#timer);
    const sending = this.#send(leaving);
    this.#inFlight = sending;
    await sending;
    if (this.#inFlight === sending) this.#inFlight = null;
    this.#schedule();
    return this.isSaved;
  }

  async #send(leaving) {
    const version = this.#version;
    let reply;
    this.#report("saving");
    try {
      reply = await this.#post({ leaving });
    } catch {
      this.#failures += 1;
      this.#failedAt = this.#timers.now();
      this.#report("offline");
      return;
    }
    this.#failures = 0;
    if (reply.state === "saved") this.#saved(version, reply);
    else if (reply.state === "closed") this.#closed(reply);
    else this.#refused(version, reply);
  }

  #saved(version, reply) {
    this.#savedVersion = version;
    this.#unsavedSince = this.#timers.now();
    this.#report("saved", reply);
    if (this.isSaved) {
      this.#draft.drop();
    } else {
      if (!this.#isComposing) this.#draft.keep();
      this.#report("changed");
    }
  }

  /** The server has kept what we sent, marked as late. */
  #closed(reply) {
    this.#isOver = true;
    this.#draft.drop();
    this.#report("closed", reply);
  }

  /** The same would be refused again: wait for a change, unless there has been one. */
  #refused(version, reply) {
    this.#isRefused = version === this.#version;
    this.#report("refused", reply);
  }

  #schedule() {
    this.#timers.clear(this.#timer);
    if (this.isSaved || this.#isOver || this.#isRefused || this.#isComposing || this.#inFlight) return;
    const wait = Math.max(0, this.#dueAt() - this.#timers.now());
    this.#timer = this.#timers.set(() => this.save(), wait);
  }

  #dueAt() {
    if (this.#failures) {
      return this.#failedAt + RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1];
    }
    return Math.min(this.#changedAt + PAUSE_MS, this.#unsavedSince + LONGEST_MS);
  }
}
