/**
 * The code editor in front of its textarea, and the way back to the textarea.
 * Each language has a text and an undo of its own, and one can start over.
 *
 * If the bundle cannot be had, the textarea simply stays.
 */
import { words } from "../words.js";
import { LeftTexts } from "./left_texts.js";

const PLAIN_KEY = "plain-box";

export class CodeField {
  #form;
  #textarea;
  #parent;
  #button;
  #notice;
  #left;
  #language;
  #beforeLeaving;
  #say;
  #editor = null;
  #before = null; // what stood in the box before one started over

  /**
   * storage: localStorage or null.
   * beforeLeaving(): called before the text gives way to another, to save it; returns whether it is saved.
   * say(sentence): for whoever listens.
   */
  constructor(form, { storage, beforeLeaving, say }) {
    this.#form = form;
    this.#beforeLeaving = beforeLeaving;
    this.#say = say;
    this.#textarea = form.querySelector("textarea#text");
    this.#parent = form.querySelector("#editor");
    this.#button = form.querySelector("#plain-box");
    this.#notice = form.querySelector("#started-over");
    this.#language = form.elements.text_language.value;
    this.#left = new LeftTexts(form.querySelector("#language-texts"), storage, form.dataset.question);
    this.#left.leave(this.#language, this.#textarea.defaultValue, true); // a draft in another language may replace it
    this.#button.addEventListener("click", () => this.#swap());
    form.querySelector("#text-label").addEventListener("click", () => this.#editor?.focus());
    this.#wireLanguage();
    this.#wireStartingOver();
  }

  /** Show the editor, unless this reader prefers the plain box. */
  async start() {
    if (prefersPlain()) this.#showButton();
    else await this.#mount();
  }

  /** Take over a text, and perhaps a language, that were put into the form from elsewhere. */
  refresh() {
    const { value: language } = this.#form.elements.language;
    if (language === this.#language) this.#editor?.setText(this.#textarea.value);
    else this.#turnTo(language, this.#textarea.value);
  }

  /** Note which fields have reached the server. */
  saved(fields) {
    this.#left.arrived(new Map(fields).get("language"));
  }

  #wireLanguage() {
    const select = this.#form.querySelector("select#language");
    this.#showCommands();
    if (!select) return;
    this.#form.querySelector("#change-language").hidden = true;
    // On the way down, so that whoever hears of a change finds text and language agreeing.
    this.#form.addEventListener("input", (event) => event.target === select && this.#changeLanguage(select), { capture: true });
  }

  #changeLanguage(select) {
    const chosen = select.value;
    select.value = this.#language;
    const isSaved = this.#beforeLeaving();
    select.value = chosen;
    this.#left.leave(this.#language, this.#textarea.value, isSaved);
    this.#turnTo(chosen, this.#left.of(chosen));
    this.#notice.hidden = true;
    this.#say(words("language-changed", { language: select.selectedOptions[0].textContent.trim() }));
  }

  #turnTo(language, text) {
    this.#language = language;
    this.#form.elements.text_language.value = language;
    this.#textarea.value = text;
    this.#editor?.show(language, text);
    this.#left.arrived(language);
    this.#showCommands();
  }

  #showCommands() {
    for (const part of this.#form.querySelectorAll("[data-commands-of]")) {
      part.hidden = part.dataset.commandsOf !== this.#language;
    }
  }

  #wireStartingOver() {
    this.#form.querySelector("#start-over").addEventListener("click", (event) => {
      event.preventDefault();
      const starter = this.#left.starterOf(this.#language);
      if (this.#textarea.value === starter) return this.#say(words("nothing-to-start-over"));
      this.#beforeLeaving();
      this.#before = this.#textarea.value;
      this.#replace(starter);
      this.#notice.hidden = false;
      this.#say(words("started-over"));
    });
    this.#form.querySelector("#bring-back").addEventListener("click", (event) => {
      if (this.#before === null) return; // it stands in the history only, and the server brings it back
      event.preventDefault();
      this.#replace(this.#before);
      this.#notice.hidden = true;
      this.#before = null;
      this.#say(words("brought-back"));
      (this.#editor ?? this.#textarea).focus();
    });
  }

  /** Put a text into the box as if it had been typed; the editor can undo it. */
  #replace(text) {
    if (this.#editor) return this.#editor.setText(text);
    this.#textarea.value = text;
    this.#textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async #mount() {
    try {
      const { mountEditor } = await import(this.#parent.dataset.module);
      this.#editor = await mountEditor({
        parent: this.#parent,
        textarea: this.#textarea,
        language: this.#language,
        label: "text-label",
        describedBy: "text-hint",
        nonce: document.querySelector("meta[name=csp-nonce]").content,
      });
    } catch (error) {
      console.warn("The code editor is not to be had; the plain text box stays.", error);
      return;
    }
    this.#showButton();
  }

  async #swap() {
    rememberPlain(this.#editor !== null);
    if (this.#editor) {
      this.#editor.destroy();
      this.#editor = null;
      this.#showButton();
      this.#textarea.focus();
    } else {
      await this.#mount();
      this.#editor?.focus();
    }
  }

  #showButton() {
    this.#button.hidden = false;
    this.#button.textContent = words(this.#editor ? "plain-box" : "code-editor");
    this.#form.querySelector(".hint-editor").hidden = !this.#editor;
  }
}

function prefersPlain() {
  try {
    return localStorage.getItem(PLAIN_KEY) === "yes";
  } catch {
    return false;
  }
}

function rememberPlain(isPlain) {
  try {
    localStorage.setItem(PLAIN_KEY, isPlain ? "yes" : "");
  } catch {
    // Without storage the wish holds for this page.
  }
}
