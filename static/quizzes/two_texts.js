/** Shows the text of this browser beside the saved one, and asks which to keep. Both are kept until then. */
import { momentInWords } from "../times.js";
import { compared } from "./differences.js";

export class TwoTexts {
  #section = document.getElementById("two-texts");
  #form;
  #choose = () => {};

  constructor(form) {
    this.#form = form;
    this.#section.addEventListener("click", (event) => {
      const keep = event.target.dataset?.keep;
      if (!keep) return;
      this.#section.hidden = true;
      this.#choose(keep);
    });
  }

  /**
   * Show both. Resolves to "mine" or "saved" when one is chosen.
   *
   * mine, saved: fields. savedAt: an ISO moment, or nothing.
   */
  ask({ mine, saved, savedAt }) {
    const [here, there] = compared(this.#inWords(mine), this.#inWords(saved));
    fill(this.#section.querySelector("[data-text=mine]"), here);
    fill(this.#section.querySelector("[data-text=saved]"), there);
    this.#section.querySelector("[data-saved-at]").textContent = savedAt
      ? momentInWords(new Date(savedAt), "time", document.documentElement.lang)
      : "";
    this.#section.hidden = false;
    this.#section.scrollIntoView({ block: "nearest" });
    this.#section.focus();
    return new Promise((resolve) => (this.#choose = resolve));
  }

  /** Return an answer as one reads it: its text, or the words of the chosen choices. */
  #inWords(fields) {
    return fields
      .filter(([name]) => name !== "language")
      .map(([name, value]) => (name === "choice" ? this.#labelOf(value) : value))
      .join("\n");
  }

  #labelOf(choice) {
    const label = this.#form.querySelector(`label[for="choice-${CSS.escape(choice)}"]`);
    return label?.textContent.trim() ?? choice;
  }
}

function fill(element, lines) {
  element.replaceChildren(
    ...lines.map(({ text, isOwn }) => {
      const line = document.createElement(isOwn ? "mark" : "span");
      line.textContent = text;
      return line;
    }),
  );
}
