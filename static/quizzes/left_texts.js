/**
 * The texts of the languages that the candidate has left: from the page, and from
 * this browser where one had not reached the server when it was left.
 */

const PREFIX = "left:";

export class LeftTexts {
  #texts = new Map();
  #starters = new Map();
  #storage;
  #place;

  /** template: with a textarea of each language's text and starter code. storage: may be null. place: "attempt/number". */
  constructor(template, storage, place) {
    this.#storage = storage;
    this.#place = place;
    for (const { dataset, value } of template?.content.querySelectorAll("textarea") ?? []) {
      (dataset.kind === "starter" ? this.#starters : this.#texts).set(dataset.language, value);
    }
  }

  /** Return what to go on with in a language. */
  of(language) {
    return this.#load(language) ?? this.#texts.get(language) ?? "";
  }

  starterOf(language) {
    return this.#starters.get(language) ?? "";
  }

  /** Remember what was left. isSaved: whether the server has it. */
  leave(language, text, isSaved) {
    this.#texts.set(language, text);
    if (isSaved) return;
    try {
      this.#storage?.setItem(this.#key(language), text);
    } catch {
      // Full or switched off: then it lasts as long as the page, and the save that is under way.
    }
  }

  /** Note that the server has a language's text, or that it stands in the box again. */
  arrived(language) {
    try {
      this.#storage?.removeItem(this.#key(language));
    } catch {
      // Nothing was kept, then.
    }
  }

  #load(language) {
    try {
      return this.#storage?.getItem(this.#key(language)) ?? null;
    } catch {
      return null;
    }
  }

  #key(language) {
    return `${PREFIX}${this.#place}/${language}`;
  }
}
