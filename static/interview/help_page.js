/** "I have a problem": tells the window's size with a message, and looks for the answer by itself. */
import { localiseTimes } from "../times.js";

const ASK_EVERY_MS = 30_000; // an answer is to be seen within a minute
const ASK_FOR_MS = 4 * 60 * 60_000; // so that a page left open costs little: a guess at a working day's half

const messages = document.getElementById("messages");
const part = document.getElementById("messages-part");

document.querySelector("[name=window]").value = `${innerWidth}x${innerHeight}`;

/** Fetch the messages while one of them waits. What has not changed is left alone: a live region would say it again. */
async function look() {
  if (!part.querySelector("[data-waiting]")) return;
  try {
    const reply = await fetch(messages.dataset.url, { headers: { Accept: "text/html", "X-Partial": "1" } });
    if (!reply.ok) return;
    const fresh = document.createElement("div");
    fresh.innerHTML = await reply.text();
    if (fresh.querySelectorAll("[data-waiting]").length === part.querySelectorAll("[data-waiting]").length) return;
    localiseTimes(fresh);
    part.replaceChildren(...fresh.childNodes);
  } catch {
    // Not reachable: asked again at the next turn.
  }
}

const looking = setInterval(look, ASK_EVERY_MS);
setTimeout(() => clearInterval(looking), ASK_FOR_MS);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") look();
});
