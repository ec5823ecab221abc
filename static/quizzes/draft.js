/**
 * What was typed and has not reached the server, kept in this browser.
 *
 * Each page keeps its own, so that two tabs never write over each other's. It
 * outlives a reload, a crash and a closed lid, and goes as soon as the server
 * has it. localStorage rather than IndexedDB: it is written before the next
 * line runs, also while the page is being closed.
 *
 * A draft: { page, sequence, revision, fields, url, keptAt }
 *   page, sequence   which page keeps it, and the number of its last save
 *   revision         of the saved answer on which it was typed
 *   fields           [name, value] pairs
 *   url              where it is saved
 *   keptAt           by this browser's clock, in ms; only to tell older from newer
 */

const PREFIX = "draft:";

export class Draft {
  #storage;
  #key;

  /** storage: like localStorage; it may be full, switched off or missing. question: "attempt/number". */
  constructor(storage, question, page) {
    this.#storage = storage;
    this.#key = `${PREFIX}${question}/${page}`;
  }

  /** Keep a draft; return whether this browser could. */
  keep(draft) {
    try {
      this.#storage.setItem(this.#key, JSON.stringify({ ...draft, keptAt: Date.now() }));
      return true;
    } catch {
      return false; // full or switched off: then the server is the only memory, as without scripts
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

/** Return the drafts of an attempt ("code") or of one question ("code/number"), newest first. */
export function draftsOf(storage, place) {
  try {
    return Object.keys(storage)
      .filter((key) => key.startsWith(`${PREFIX}${place}/`))
      .map((key) => ({ question: questionOf(key), ...read(storage, key) }))
      .filter((draft) => Array.isArray(draft.fields))
      .sort((one, other) => other.keptAt - one.keptAt);
  } catch {
    return [];
  }
}

function questionOf(key) {
  return key.slice(PREFIX.length, key.lastIndexOf("/"));
}

function read(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

/**
 * Say what to do with a draft whose page is gone, on a page that shows what is saved:
 *
 *   "none"     it says what is saved already
 *   "restore"  it was typed on top of what is saved
 *   "ask"      something else was saved after it, from another tab or device
 *
 * saved: { fields, revision, page }, where `page` wrote what is saved. What the
 * draft's own page saved last is older than the draft, whatever its number.
 */
export function fateOf(draft, saved) {
  if (JSON.stringify(draft.fields) === JSON.stringify(saved.fields)) return "none";
  const isOnTop = draft.revision >= saved.revision || draft.page === saved.page;
  return isOnTop ? "restore" : "ask";
}
