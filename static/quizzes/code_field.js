/**
 * The code editor in front of its textarea, and the way back to the textarea.
 *
 * If the bundle cannot be had, the textarea simply stays.
 */
import { words } from "../words.js";

const PLAIN_KEY = "plain-box";

export class CodeField {
  #form;
  #textarea;
  #parent;
  #button;
  #editor = null;

  constructor(form) {
    this.#form = form;
    this.#textarea = form.querySelector("textarea#text");
    this.#parent = form.querySelector("#editor");
    this.#button = form.querySelector("#plain-box");
    this.#button.addEventListener("click", () => this.#swap());
    form.querySelector("#text-label").addEventListener("click", () => this.#editor?.focus());
    form.querySelector("select#language")?.addEventListener("change", (event) => {
      this.#editor?.setLanguage(event.target.value);
    });
  }

  /** Show the editor, unless this reader prefers the plain box. */
  async start() {
    if (prefersPlain()) this.#showButton();
    else await this.#mount();
  }

  /** Take over a text that was put into the textarea from elsewhere. */
  refresh() {
    this.#editor?.setText(this.#textarea.value);
  }

  async #mount() {
    try {
      const { mountEditor } = await import(this.#parent.dataset.module);
      this.#editor = await mountEditor({
        parent: this.#parent,
        textarea: this.#textarea,
        language: this.#form.elements.language?.value ?? "",
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
