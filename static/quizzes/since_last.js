/**
 * What happened on the page between two saves: pastes and absences.
 *
 * Sizes and times only, never a text. A paste is from inside if the same text
 * was copied or cut in this quiz before. What a save told is told again with
 * the next one until the server has answered; `save` names the first that did,
 * so that the server can leave out what it knows.
 */

const MOST = 50; // the server reads no more of each; see quizzes/rules/saving.py
const SHORTEST_ABSENCE_MS = 1_000; // a guess: less is a menu or a slip of the mouse
const COPIES_REMEMBERED = 50;

export class SinceLast {
  #storage;
  #key;
  #now;
  #pastes = [];
  #absences = [];
  #awaySince = null;

  /** storage: like localStorage, shared by the tabs of an attempt. now: a steady clock, in ms. */
  constructor(storage, attempt, now = () => performance.now()) {
    this.#storage = storage;
    this.#key = `copied:${attempt}`;
    this.#now = now;
  }

  copied(text) {
    if (!text) return;
    try {
      const known = [traceOf(text), ...this.#copies].slice(0, COPIES_REMEMBERED);
      this.#storage.setItem(this.#key, JSON.stringify(known));
    } catch {
      // Without storage a text of one's own counts as from outside.
    }
  }

  pasted(text) {
    if (!text) return;
    const from = this.#copies.includes(traceOf(text)) ? "inside" : "outside";
    add(this.#pastes, { characters: [...text].length, from }, "characters", (one) => one.from === from);
  }

  left() {
    this.#awaySince ??= this.#now();
  }

  cameBack() {
    if (this.#awaySince === null) return;
    const ms = Math.round(this.#now() - this.#awaySince);
    this.#awaySince = null;
    if (ms >= SHORTEST_ABSENCE_MS) add(this.#absences, { ms }, "ms", () => true);
  }

  /** Return what a save of this number tells, as JSON. */
  tell(sequence) {
    for (const one of [...this.#pastes, ...this.#absences]) one.save ??= sequence;
    return JSON.stringify({ pastes: this.#pastes, absences: this.#absences });
  }

  /** Forget what the save of this number and those before it told: the server has it. */
  told(sequence) {
    const isNews = (one) => one.save === undefined || one.save > sequence;
    this.#pastes = this.#pastes.filter(isNews);
    this.#absences = this.#absences.filter(isNews);
  }

  get #copies() {
    try {
      const known = JSON.parse(this.#storage.getItem(this.#key));
      return Array.isArray(known) ? known : [];
    } catch {
      return [];
    }
  }
}

/** Add an observation; when there are too many, to the last one of its kind that was not told yet. */
function add(observed, one, unit, isOfItsKind) {
  const like = observed.findLast((other) => other.save === undefined && isOfItsKind(other));
  if (observed.length >= MOST && like) like[unit] += one[unit];
  else observed.push(one);
}

/** Return what stands for a text: its length and a hash (FNV-1a), line ends and margins aside. */
function traceOf(text) {
  const plain = text.replace(/\r\n?/g, "\n").trim();
  let hash = 0x811c9dc5;
  for (let index = 0; index < plain.length; index += 1) {
    hash = Math.imul(hash ^ plain.charCodeAt(index), 0x01000193);
  }
  return `${plain.length}:${(hash >>> 0).toString(16)}`;
}

/** Have the page's events told. */
export function watch(sinceLast, form) {
  const textOf = (event) => event.clipboardData?.getData("text/plain") || String(getSelection());
  for (const kind of ["copy", "cut"]) {
    document.addEventListener(kind, (event) => sinceLast.copied(textOf(event) || selectedIn(event.target)));
  }
  form.addEventListener("paste", (event) => sinceLast.pasted(event.clipboardData?.getData("text/plain")), {
    capture: true, // the editor handles the event itself and stops it
  });
  form.addEventListener("drop", (event) => sinceLast.pasted(event.dataTransfer?.getData("text/plain")), { capture: true });
  addEventListener("blur", () => sinceLast.left());
  addEventListener("focus", () => sinceLast.cameBack());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") sinceLast.left();
    else sinceLast.cameBack();
  });
}

function selectedIn(field) {
  return typeof field.selectionStart === "number" ? field.value.slice(field.selectionStart, field.selectionEnd) : "";
}
