/**
 * What was typed and has not reached the server, kept in this browser.
 *
 * It outlives a reload and a crash, and goes as soon as the server has it.
 */

export class Draft {
  #storage;
  #key;

  /** storage: like localStorage; it may be full, switched off or missing. name: of the question in its attempt. */
  constructor(storage, name) {
    this.#storage = storage;
    this.#key = `draft:${name}`;
  }

  /** fields: [name, value] pairs. revision: of the saved answer on which they were typed. */
  keep(fields, revision) {
    try {
      this.#storage.setItem(this.#key, JSON.stringify({ fields, revision }));
    } catch {
      // Full or switched off: then the server is the only memory, as without scripts.
    }
  }

  /** Return { fields, revision }, or null. */
  load() {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key));
      return Array.isArray(kept?.fields) ? kept : null;
    } catch {
      return null;
    }
  }

  drop() {
    try {
      this.#storage.removeItem(this.#key);
    } catch {
      // Nothing was kept, then.
    }
  }
}

/**
 * Say what to do with a draft found on loading the page:
 *
 *   "none"     there is none, or it says what is saved already
 *   "restore"  it was typed on top of what is saved
 *   "ask"      something else was saved after it, from another tab or device
 */
export function fateOf(draft, { fields, revision }) {
  if (!draft || JSON.stringify(draft.fields) === JSON.stringify(fields)) return "none";
  return draft.revision >= revision ? "restore" : "ask";
}
