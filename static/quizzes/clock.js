/** The clock in the bar: shows what is left, warns, and leaves for the attempt's page at the end. */
import { words } from "../words.js";
import { Countdown, face, warningBetween } from "./countdown.js";
import { Notices, storageOrNull } from "./notices.js";

const ASK_EVERY_MS = 45_000; // time that was added is to be seen within a minute
const ASK_AGAIN_MS = 3_000; // at zero, when the server cannot be reached
const WARNING_SHOWN_MS = 20_000;
const NOTICE_SHOWN_MS = 60_000; // longer than it takes to look up from a thought: a guess
const SHORT_MS = 5 * 60_000;

export class Clock {
  #element = document.getElementById("clock");
  #timer = this.#element.querySelector("[role=timer]");
  #warning = this.#element.querySelector(".clock-warning");
  #countdown = new Countdown(Number(this.#element.dataset.remainingMs));
  #shownMs = this.#countdown.remainingMs;
  #notices;
  #beforeClosing;
  #beforeReading;
  #isClosing = false;

  /**
   * beforeClosing: awaited at zero, while the server's grace lasts: the last save.
   * beforeReading: awaited when another browser has taken over, before this page is loaded anew to be read.
   */
  constructor({ beforeClosing = async () => {}, beforeReading = async () => {} } = {}) {
    this.#beforeClosing = beforeClosing;
    this.#beforeReading = beforeReading;
    this.#tick();
    this.#sayNoticeOfPage();
    setInterval(() => this.ask(), ASK_EVERY_MS);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.ask();
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.ask(); // back from the browser's memory of the page
    });
  }

  /** Take over what the server said of the time, in this or another answer. */
  take({ remaining_ms: remainingMs, notice = null }) {
    if (typeof remainingMs === "number") this.#countdown.sync(remainingMs);
    const sentence = this.#notices.take(notice);
    if (sentence) this.#warn(sentence, NOTICE_SHOWN_MS);
  }

  /**
   * Ask the server how it stands, and leave if the attempt is closed.
   *
   * Resolves to "open", "closed", "unknown" (this browser may no longer see the
   * attempt) or "unreachable".
   */
  async ask() {
    try {
      const reply = await fetch(this.#element.dataset.clockUrl, { headers: { Accept: "application/json" } });
      if (reply.status === 404) return "unknown";
      if (!reply.ok) return "unreachable";
      const said = await reply.json();
      document.dispatchEvent(new CustomEvent("clock-told", { detail: said }));
      if (said.state === "closed") this.#leave();
      else this.take(said);
      if (said.state === "open" && said.may_write === false) this.#readOnly();
      return said.state;
    } catch {
      return "unreachable";
    }
  }

  /** Another browser writes now: show what this one may still do. A page that only reads does so already. */
  async #readOnly() {
    if (!("writes" in this.#element.dataset)) return;
    delete this.#element.dataset.writes;
    await this.#beforeReading();
    location.reload();
  }

  #tick() {
    const remainingMs = this.#countdown.remainingMs;
    this.#timer.textContent = face(remainingMs);
    this.#element.classList.toggle("is-short", remainingMs <= SHORT_MS);
    const warning = warningBetween(this.#shownMs, remainingMs);
    if (warning) this.#warn(words(warning.word));
    this.#shownMs = remainingMs;
    if (remainingMs === 0) this.#close();
    setTimeout(() => this.#tick(), remainingMs % 1000 || 1000);
  }

  #warn(sentence, shownMs = WARNING_SHOWN_MS) {
    this.#warning.textContent = sentence;
    setTimeout(() => {
      if (this.#warning.textContent === sentence) this.#warning.textContent = "";
    }, shownMs);
  }

  #sayNoticeOfPage() {
    const { notice: number, noticeText: text, attemptUrl } = this.#element.dataset;
    const inPage = number ? { number: Number(number), text } : null;
    this.#notices = new Notices(storageOrNull(), `notice:${attemptUrl}`, inPage);
    this.take({ notice: inPage });
  }

  async #close() {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#warning.textContent = words("time-up");
    await this.#beforeClosing();
    let state = await this.ask();
    while (state === "unreachable") {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      state = await this.ask();
    }
    if (state === "unknown") this.#leave();
    if (state === "open") this.#reopen();
  }

  /** The server still had some time for us, or somebody has just added some. */
  #reopen() {
    this.#isClosing = false;
    if (this.#warning.textContent === words("time-up")) this.#warning.textContent = "";
  }

  #leave() {
    location.assign(this.#element.dataset.attemptUrl);
  }
}
