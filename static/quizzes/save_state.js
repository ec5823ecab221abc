/**
 * The line that tells whether the answer is saved.
 *
 * The eye may look whenever it likes and reads "Saved 3 s ago". The ear is told
 * only when something changes for it: the first save, trouble, the end of
 * trouble. Otherwise a screen reader would speak every few seconds.
 */
import { words } from "../words.js";

const TROUBLE = new Set(["offline", "unkept", "fault", "locked_out", "refused", "conflict", "replaced", "closed"]);
const DRAW_EVERY_MS = 1_000;

export class SaveState {
  #element;
  #shown;
  #spoken;
  #state;
  #lastSpoken = "";
  #savedAtMs = null; // by performance.now()

  constructor(element) {
    this.#element = element;
    this.#shown = element.querySelector(".save-words");
    this.#spoken = element.querySelector("[role=status]");
    this.#shown.setAttribute("aria-hidden", "true");
    const { savedAt } = element.dataset;
    if (savedAt) {
      this.#element.dataset.state = this.#state = "saved"; // "Saved at 14:02" stands there already
      this.#lastSpoken = "saved";
    }
    this.#spoken.textContent = this.#shown.textContent.trim();
    setInterval(() => this.#draw(), DRAW_EVERY_MS);
  }

  /** Show a state of the saver. message: the server's own words for it, if any. */
  show(state, message = "") {
    this.#state = state;
    this.#element.dataset.state = state;
    if (state === "saved") this.#savedAtMs = performance.now();
    this.#shown.textContent = message || words(`save-${state}`);
    if (TROUBLE.has(state) || state === "saved") this.#speak(state);
    this.#draw();
  }

  /** Say something once that is not a state. */
  say(sentence) {
    this.#spoken.textContent = sentence;
    this.#shown.textContent = sentence;
  }

  #speak(state) {
    if (state === this.#lastSpoken) return;
    this.#lastSpoken = state;
    this.#spoken.textContent = this.#shown.textContent;
  }

  #draw() {
    if (this.#state !== "saved" || this.#savedAtMs === null) return;
    const seconds = Math.floor((performance.now() - this.#savedAtMs) / 1000);
    this.#shown.textContent =
      seconds < 60
        ? words("save-saved-seconds", { count: seconds })
        : words("save-saved-minutes", { count: Math.floor(seconds / 60) });
  }
}
