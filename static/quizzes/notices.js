/**
 * What the server says once, such as "5 minutes were added to your time".
 *
 * Every answer of the server repeats it, since we may have missed the first. So
 * this browser remembers the number of the last one that it has said.
 */
export class Notices {
  #storage;
  #key;
  #said;

  /**
   * storage: localStorage, or null where a browser gives none; then a notice that stood in the
   *     page when it was made counts as said, and only a later one is said.
   * inPage: the notice that came with the page, or null.
   */
  constructor(storage, key, inPage = null) {
    this.#storage = storage;
    this.#key = key;
    this.#said = this.#load() ?? (storage ? 0 : inPage?.number ?? 0);
  }

  /** Return the words to say now, or null. notice: { number, text } or null. */
  take(notice) {
    if (!notice || notice.number <= this.#said) return null;
    this.#said = notice.number;
    try {
      this.#storage?.setItem(this.#key, String(notice.number));
    } catch {
      // Without room in the storage it is said again on the next page.
    }
    return notice.text;
  }

  #load() {
    const kept = this.#storage?.getItem(this.#key);
    return kept == null ? null : Number(kept);
  }
}

/** Return localStorage, or null where the browser keeps it shut. */
export function storageOrNull() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
