/** The candidate's own test cases: added, deleted, and kept with the answer a breath after the last key. */
import { words } from "../words.js";

const PAUSE_MS = 2_000; // like static/quizzes/saver.js

export class OwnTests {
  #section;
  #list;
  #add;
  #send;
  #timer = null;
  #isChanged = false;
  #inFlight = null;

  /** send({ deleted, leaving }): posts the form; resolves to whether the tests are kept. */
  constructor(section, { send }) {
    this.#section = section;
    this.#send = send;
    this.#list = section.querySelector("#own-test-list");
    this.#add = section.querySelector("#add-test");
    this.#add.hidden = false;
    this.#add.addEventListener("click", () => this.#addTest());
    section.addEventListener("click", (event) => {
      const button = event.target.closest("[name=delete_test]");
      if (!button) return;
      event.preventDefault();
      this.#delete(button.closest(".own-test"));
    });
    section.addEventListener("input", (event) => this.#changed(event.target.closest(".own-test")));
    section.addEventListener("focusout", () => this.keep());
    addEventListener("pagehide", () => this.keep({ leaving: true }));
  }

  /** Keep what was changed, unless it is kept already. */
  async keep({ leaving = false } = {}) {
    clearTimeout(this.#timer);
    if (this.#inFlight && !leaving) await this.#inFlight; // or an older state might arrive last
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const isKept = await this.#sendAlone({ leaving });
    if (!isKept) this.#tell("tests-unkept");
    else if (!this.#isChanged) this.#tell("tests-kept");
    this.#isChanged ||= !isKept;
  }

  async #sendAlone(what) {
    const sending = this.#send(what);
    this.#inFlight = sending;
    const isKept = await sending;
    if (this.#inFlight === sending) this.#inFlight = null;
    return isKept;
  }

  /** Note that Run has sent them. */
  sent() {
    clearTimeout(this.#timer);
    this.#isChanged = false;
    this.#tell("tests-kept");
  }

  get #tests() {
    return [...this.#list.querySelectorAll(".own-test")];
  }

  #changed(test) {
    if (!test) return;
    test.querySelector("[name=delete_test]").hidden = false;
    this.#isChanged = true;
    this.#section.querySelector("#tests-state").textContent = "";
    this.#count();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  #addTest() {
    if (this.#tests.length >= Number(this.#section.dataset.most)) return this.#tell("tests-most");
    const fragment = document.getElementById("blank-test").content.cloneNode(true);
    const code = crypto.getRandomValues(new Uint32Array(2)).join("-");
    fragment.querySelector(".own-test").dataset.test = code;
    fragment.querySelector("[name=test_code]").value = code;
    fragment.querySelector("[name=delete_test]").value = code;
    this.#list.append(fragment);
    this.#number();
    this.#tests.at(-1).querySelector("[name=test_name]").focus();
  }

  async #delete(test) {
    const next = test.nextElementSibling ?? test.previousElementSibling;
    const code = test.dataset.test;
    test.remove();
    this.#number();
    this.#count();
    (next?.querySelector("[name=test_name]") ?? this.#add).focus();
    if (this.#inFlight) await this.#inFlight;
    this.#tell((await this.#sendAlone({ deleted: code })) ? "test-deleted" : "tests-unkept");
  }

  #number() {
    for (const [index, test] of this.#tests.entries()) {
      test.querySelector(".own-test-number").textContent = index + 1;
    }
  }

  #count() {
    const filled = this.#tests.filter((test) => [...test.querySelectorAll("input:not([type=hidden]), textarea")].some(({ value }) => value));
    this.#section.querySelector("#own-tests-count").textContent = filled.length;
  }

  #tell(word) {
    this.#section.querySelector("#tests-state").textContent = words(word, { most: this.#section.dataset.most });
  }
}
