/**
 * Drains what earlier pages of an attempt could not save, whatever question it was for.
 *
 * A page holds a lock with its name for as long as it lives; the browser frees
 * it when the page is closed or crashes. What a page without a lock has kept is
 * ours to send, and the lock keeps a second tab from sending it too.
 */
import { Draft, draftsOf } from "./draft.js";

const DRAIN_EVERY_MS = 30_000;

/** Where there are no locks (Web Locks need HTTPS), a draft this old is taken to be nobody's. */
export const ABANDONED_MS = 60_000;

/** Hold a page's name; resolves to a function that lets go, or to null if another tab holds it. */
export function claim(page, locks = globalThis.navigator?.locks) {
  if (!locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    locks.request(`page:${page}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((release) => resolve(release));
    });
  });
}

/** Say whether a draft may belong to a page that is still open, where locks cannot tell. */
export function mayBeInUse(draft, { locks = globalThis.navigator?.locks, now = Date.now() } = {}) {
  return !locks && now - draft.keptAt < ABANDONED_MS;
}

export class Buffer {
  #storage;
  #attempt;
  #except;
  #post;
  #report;
  #isDraining = false;

  /**
   * attempt: its code. except: the question, as "attempt/number", that looks after its own drafts.
   * post(draft): sends one; resolves to the server's { state, … }.
   * report(draft, reply): told what became of each.
   */
  constructor({ storage, attempt, except = null, post, report = () => {} }) {
    this.#storage = storage;
    this.#attempt = attempt;
    this.#except = except;
    this.#post = post;
    this.#report = report;
  }

  /** Drain now, when the line comes back, and every half minute. */
  start() {
    addEventListener("online", () => this.drain());
    setInterval(() => this.drain(), DRAIN_EVERY_MS);
    return this.drain();
  }

  get #waiting() {
    return draftsOf(this.#storage, this.#attempt).filter(
      (draft) => draft.question !== this.#except && !draft.isAsked && !mayBeInUse(draft),
    );
  }

  /** Send what is waiting, oldest first. Resolves to whether nothing is left that could be sent. */
  async drain() {
    if (this.#isDraining) return false;
    this.#isDraining = true;
    let isEmpty = true;
    try {
      for (const draft of this.#waiting.reverse()) isEmpty = (await this.send(draft)) && isEmpty;
    } finally {
      this.#isDraining = false;
    }
    return isEmpty;
  }

  /** Send one draft in the name of its page, as the save after its last one. */
  async send(draft) {
    const letGo = await claim(draft.page);
    if (!letGo) return true; // its page is alive and saves by itself
    try {
      return this.#settle(draft, await this.#post({ ...draft, sequence: draft.sequence + 1 }));
    } catch {
      return false; // no line: the draft stays where it is
    } finally {
      letGo();
    }
  }

  #settle(draft, reply) {
    const kept = new Draft(this.#storage, draft.question, draft.page);
    if (["saved", "closed"].includes(reply.state)) kept.drop();
    // The server has these too, aside; the question's page shows both texts and asks.
    if (["conflict", "replaced"].includes(reply.state)) kept.keep({ ...draft, isAsked: true });
    this.#report(draft, reply);
    return true;
  }
}
