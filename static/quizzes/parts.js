/**
 * Run and Submit without reloading: the server answers with the same HTML that
 * it puts into the whole page, and we put it into its place.
 */
import { localiseTimes } from "../times.js";
import { words } from "../words.js";

const HEADERS = { Accept: "text/html", "X-Partial": "1" };

/** How long to wait between two looks at submissions that are being graded. */
export const POLL_MS = [1_000, 1_000, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000];

export class Parts {
  #form;
  #announcer;
  #body;
  #onRefused;
  #onSubmitted;
  #onRan;
  #isBusy = false;
  #isPolling = false;

  /**
   * announcer: the live region that says what came of it.
   * body(): returns what is sent.
   * onRefused(state, reply): called with the server's state and words when it refuses.
   * onSubmitted, onRan: called when a submission has been taken, or a run is done.
   */
  constructor(form, { announcer, body, onRefused, onSubmitted, onRan }) {
    this.#form = form;
    this.#announcer = announcer;
    this.#body = body;
    this.#onRefused = onRefused;
    this.#onSubmitted = onSubmitted;
    this.#onRan = onRan;
    this.#poll();
  }

  /** Press a button whose answer belongs into the part that its data-part names; ignored while one is under way. */
  async press(button) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    button.setAttribute("aria-disabled", "true");
    const part = document.getElementById(button.dataset.part);
    this.#say(words(button.dataset.part === "trial" ? "running" : "submitting"));
    try {
      const reply = await fetch(button.formAction, {
        method: "POST",
        headers: HEADERS,
        body: this.#body(),
      });
      await this.#take(reply, part);
    } catch (error) {
      console.warn(error);
      this.#complain(part, words("unreachable"));
    } finally {
      this.#isBusy = false;
      button.removeAttribute("aria-disabled");
    }
  }

  /** Show what the server answered: a part of the page, or { state, message } when it refuses. */
  async #take(reply, part) {
    const isJson = reply.headers.get("Content-Type")?.startsWith("application/json");
    if (isJson) {
      const refusal = await reply.json();
      this.#complain(part, refusal.message);
      this.#onRefused(refusal.state, refusal);
      return;
    }
    if (!reply.ok) throw new Error(`The server answered with status ${reply.status}.`);
    this.#show(part, await reply.text());
    part.scrollIntoView({ block: "nearest" });
    this.#say(summary(part));
    if (part.id === "submissions") this.#onSubmitted();
    else this.#onRan();
    this.#poll();
  }

  /** Put a sentence above what the part shows, in place of an earlier one, and say it. */
  #complain(part, sentence) {
    part.querySelector(":scope > .notice")?.remove();
    delete part.dataset.html;
    part.prepend(notice(sentence));
    part.scrollIntoView({ block: "nearest" });
    this.#say(sentence);
  }

  /** Ask for the submissions until none of them waits for the grader. */
  async #poll() {
    if (this.#isPolling) return;
    this.#isPolling = true;
    const part = document.getElementById("submissions");
    for (let round = 0; part.querySelector("[data-pending]"); round += 1) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS[Math.min(round, POLL_MS.length - 1)]));
      if (document.visibilityState === "hidden") continue;
      try {
        const reply = await fetch(this.#form.dataset.submissionsUrl, { headers: HEADERS });
        if (reply.status >= 500) continue;
        if (!reply.ok || reply.redirected) break;
        const placeBefore = placeOf(part);
        this.#show(part, await reply.text());
        if (!part.querySelector("[data-pending]")) this.#say(summary(part));
        else if (placeOf(part) !== placeBefore) this.#say(placeOf(part));
      } catch {
        // Offline: the next round asks again.
      }
    }
    this.#isPolling = false;
  }

  #show(part, html) {
    if (part.dataset.html === html) return; // keeps focus and what is folded open
    part.dataset.html = html;
    part.innerHTML = html;
    for (const template of part.querySelectorAll("template[data-into]")) {
      const place = document.getElementById(template.dataset.into);
      place.replaceChildren(template.content);
      localiseTimes(place);
      template.remove();
    }
    localiseTimes(part);
  }

  #say(sentence) {
    this.#announcer.textContent = sentence;
  }
}

/** Return what is said of the place in the queue, if the newest submission is in it. */
function placeOf(part) {
  return part.querySelector(".submission .queue-place")?.textContent ?? "";
}

/** Return the part in one breath: each run with its verdict, or the newest submission's. */
function summary(part) {
  const lines = part.id === "trial" ? part.querySelectorAll(".run > summary, .notice") : [part.querySelector(".verdict, .notice"), part.querySelector(".queue-place")];
  return [...lines]
    .filter(Boolean)
    .map((line) => line.textContent.trim().replace(/\s+/g, " "))
    .join(". ");
}

function notice(sentence) {
  const paragraph = document.createElement("p");
  paragraph.className = "notice notice-warn";
  paragraph.textContent = sentence;
  return paragraph;
}
