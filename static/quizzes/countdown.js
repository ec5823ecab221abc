/**
 * How much time is left, reckoned from what the server said last.
 *
 * Only the server's clock counts. We measure what has passed since it spoke
 * with a clock that nobody can set (performance.now), so a computer whose time
 * of day is wrong, or is changed, shows the same as any other.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** When to warn, shortest first. WCAG 2.2, 2.2.1 asks for warnings, not for a voice each second. */
export const WARNINGS = [
  { atMs: 1 * MINUTE, word: "one-minute" },
  { atMs: 5 * MINUTE, word: "five-minutes" },
  { atMs: 10 * MINUTE, word: "ten-minutes" },
];

export class Countdown {
  #now;
  #saidMs;
  #saidAt;

  /** remainingMs: as the server said when the page was made. now: a steady clock, in ms. */
  constructor(remainingMs, now = () => performance.now()) {
    this.#now = now;
    this.sync(remainingMs);
  }

  /** Take the server's word for what is left. */
  sync(remainingMs) {
    this.#saidMs = remainingMs;
    this.#saidAt = this.#now();
  }

  /** Return what is left, in ms; never less than zero. */
  get remainingMs() {
    return Math.max(0, this.#saidMs - (this.#now() - this.#saidAt));
  }
}

/** Return "1:05:09" or "9:59"; a second that has begun is shown until it is over. */
export function face(remainingMs) {
  const seconds = Math.ceil(remainingMs / SECOND);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = two(seconds % 60);
  return hours ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** Return the warning that fell due between two looks at the clock, the shortest if several did, or null. */
export function warningBetween(beforeMs, afterMs) {
  return WARNINGS.find(({ atMs }) => afterMs <= atMs && atMs < beforeMs) ?? null;
}
