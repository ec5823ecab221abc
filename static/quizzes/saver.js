/**
 * When to save, and what to do when saving fails. Knows neither page nor network.
 *
 * One save at a time:
 *
 *   changed() --> waiting --(a pause, or long enough)--> saving --> saved
 *                   ^  ^                                   | | |
 *                   |  +------- changed meanwhile ---------+ | |
 *                   +---------- failed: wait longer ---------+ |
 *                        conflict: held until one is chosen <--+
 *                        closed, replaced: over            <---+
 *
 * Nothing is sent while an input method composes a word: what stands in the
 * box then is half a word in phonetic keys, and nobody's answer. When the page
 * has to go, or time ends, what stood there before that word is sent instead.
 */

/** Source of the numbers: a guess at a breath between two thoughts, and the "every few seconds". */
export const PAUSE_MS = 2_000;
export const LONGEST_MS = 5_000;
export const RETRY_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

/**
 * How long a key that an input method took (keyCode 229) counts as a word being
 * composed when no compositionstart follows. Source: a guess; browsers fire it
 * within the same turn or, in old ones, the next.
 */
export const KEY_MS = 500;

const systemTimers = {
  now: () => performance.now(),
  set: (action, ms) => setTimeout(action, ms),
  clear: (id) => clearTimeout(id),
};

/** A failure that the server told of in words, such as being locked out: it is tried again like any other. */
export class TryAgain extends Error {
  constructor(reply) {
    super(reply.message);
    this.reply = reply;
  }
}

export class Saver {
  #read;
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
  #composing = new Set(); // "word", "key"
  #keyTimer = null;
  #settled = null; // { fields, version } before the word that is being composed
  #isRefused = false;
  #isHeld = false;
  #isOver = false;

  /**
   * read(): returns the answer as it stands in the form.
   * post(fields, { leaving }): sends it; resolves to the server's { state, … }, where
   *     the states are "saved", "closed", "conflict", "replaced" and "refused";
   *     rejects when there was no answer, or none that settles anything.
   * draft: keep(fields) and drop() what is not saved yet, in this browser.
   * report(state, reply): told of "changed", "saving", "offline", and of the server's states.
   */
  constructor({ read, post, draft, report, timers = systemTimers }) {
    this.#read = read;
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
    if (!this.#isComposing) this.#draft.keep(this.#read());
    if (!this.#failures && !this.#isHeld) this.#report("changed");
    this.#schedule();
  }

  compositionStarted() {
    this.#compose("word");
  }

  compositionEnded() {
    this.#settle("word");
  }

  /** Note a key that an input method took: some browsers fire it before compositionstart, or instead. */
  keyTakenByInputMethod() {
    this.#compose("key");
    this.#timers.clear(this.#keyTimer);
    this.#keyTimer = this.#timers.set(() => this.#settle("key"), KEY_MS);
  }

  /** Try at once after a failure: the line is back. */
  async retryNow() {
    if (this.#failures) await this.save();
  }

  /** Go on after a conflict: with what stands in the form, or with what the server has. */
  async resolve({ keepMine }) {
    this.#isHeld = false;
    if (keepMine) {
      this.changed();
      await this.save();
    } else {
      this.#savedVersion = this.#version;
      this.#draft.drop();
    }
  }

  /**
   * Save now what is not saved. Resolves to whether everything is.
   *
   * leaving: the page goes away; do not wait for a save that is under way.
   * last: time ends; like leaving, it sends what stood before a word that is being composed.
   */
  async save({ leaving = false, last = false } = {}) {
    if (this.#inFlight && !leaving) await this.#inFlight;
    const sent = this.#toSend(leaving || last);
    if (!sent) return this.isSaved;
    this.#timers.clear(this.#timer);
    const sending = this.#send(sent, leaving);
    this.#inFlight = sending;
    await sending;
    if (this.#inFlight === sending) this.#inFlight = null;
    this.#schedule();
    return this.isSaved;
  }

  get #isComposing() {
    return this.#composing.size > 0;
  }

  get #isWaiting() {
    return !(this.isSaved || this.#isOver || this.#isRefused || this.#isHeld);
  }

  #toSend(isUrgent) {
    if (!this.#isWaiting) return null;
    if (!this.#isComposing) return { fields: this.#read(), version: this.#version };
    return isUrgent && this.#settled.version > this.#savedVersion ? this.#settled : null;
  }

  #compose(how) {
    if (!this.#isComposing) this.#settled = { fields: this.#read(), version: this.#version };
    this.#composing.add(how);
    this.#schedule();
  }

  #settle(how) {
    this.#composing.delete(how);
    if (this.#isComposing) return;
    if (!this.isSaved && !this.#isOver) this.#draft.keep(this.#read());
    this.#schedule();
  }

  async #send({ fields, version }, leaving) {
    let reply;
    this.#report("saving");
    try {
      reply = await this.#post(fields, { leaving });
    } catch (error) {
      this.#failures += 1;
      this.#failedAt = this.#timers.now();
      this.#report(...(error instanceof TryAgain ? [error.reply.state, error.reply] : ["offline"]));
      return;
    }
    this.#failures = 0;
    if (reply.state === "saved") this.#saved(version, reply);
    else if (reply.state === "closed" || reply.state === "replaced") this.#end(reply);
    else if (reply.state === "conflict") this.#hold(reply);
    else this.#refused(version, reply);
  }

  #saved(version, reply) {
    this.#savedVersion = Math.max(version, this.#savedVersion);
    this.#unsavedSince = this.#timers.now();
    this.#report("saved", reply);
    if (this.isSaved) {
      this.#draft.drop();
    } else {
      if (!this.#isComposing) this.#draft.keep(this.#read());
      this.#report("changed");
    }
  }

  /**
   * The server has kept what we sent, marked as late, or as typed where one may
   * only read. The latter stays in this browser too, to be offered when it takes over.
   */
  #end(reply) {
    this.#isOver = true;
    if (reply.state === "closed") this.#draft.drop();
    this.#report(reply.state, reply);
  }

  /** Something else was saved meanwhile: wait for a choice. The text stays in this browser. */
  #hold(reply) {
    this.#isHeld = true;
    this.#report("conflict", reply);
  }

  /** The same would be refused again: wait for a change, unless there has been one. */
  #refused(version, reply) {
    this.#isRefused = version === this.#version;
    this.#report("refused", reply);
  }

  #schedule() {
    this.#timers.clear(this.#timer);
    if (!this.#isWaiting || this.#isComposing || this.#inFlight) return;
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
