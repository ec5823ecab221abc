/** Measures the candidate's connection as the real pages use it, and says in words what that means. */
import { words } from "../words.js";

const TRIPS = 5;
const TRIP_GOOD_MS = 300; // Source: Nielsen, "Response Times": below a second, thought is not interrupted; a page takes about three trips
const TRIP_SLOW_MS = 1_000; // Source: the same
const UPLOAD_GOOD_MS = 3_000; // a guess: less than the pause after which a page saves by itself
const UPLOAD_LIMIT_MS = 15_000; // how long a save may take: see ../quizzes/posting.js

const section = document.getElementById("connection");
const said = document.getElementById("connection-said");
const list = document.getElementById("connection-checks");
const button = section.querySelector("button");

said.textContent = words("ready");
button.hidden = false;
button.addEventListener("click", measure);

async function measure() {
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  said.textContent = words("measuring");
  list.replaceChildren();
  try {
    const trip = await measureTrips();
    const upload = await measureUpload();
    show("trip", trip.grade, Math.round(trip.ms));
    show("upload", upload.grade, upload.grade === "bad" ? UPLOAD_LIMIT_MS / 1000 : (upload.ms / 1000).toFixed(1));
    said.textContent = words(`done-${worse(trip.grade, upload.grade)}`);
  } catch {
    said.textContent = words("unreachable");
  }
  button.textContent = words("measure-again");
  button.removeAttribute("aria-disabled");
}

/** Take the middle of five, so that neither the first, which opens the connection, nor a hiccup decides. */
async function measureTrips() {
  const times = [];
  for (let trip = 0; trip < TRIPS; trip += 1) times.push(await timed(""));
  const ms = times.sort((a, b) => a - b)[Math.floor(TRIPS / 2)];
  return { ms, grade: ms < TRIP_GOOD_MS ? "good" : ms < TRIP_SLOW_MS ? "slow" : "bad" };
}

async function measureUpload() {
  try {
    const ms = await timed("x".repeat(Number(section.dataset.bytes)));
    return { ms, grade: ms < UPLOAD_GOOD_MS ? "good" : "slow" };
  } catch (error) {
    if (error.name !== "TimeoutError") throw error;
    return { ms: UPLOAD_LIMIT_MS, grade: "bad" };
  }
}

/** Return how many milliseconds a save of this text takes. */
async function timed(text) {
  const body = new FormData();
  body.append("text", text);
  const begun = performance.now();
  const reply = await fetch(section.dataset.url, {
    method: "POST",
    headers: { "X-CSRFToken": section.dataset.token },
    body,
    signal: AbortSignal.timeout(UPLOAD_LIMIT_MS),
  });
  if (!reply.ok) throw new Error(`The server answered with status ${reply.status}.`);
  await reply.json();
  return performance.now() - begun;
}

function show(what, grade, count) {
  const state = grade === "bad" ? "look" : "works";
  const item = document.createElement("li");
  item.className = `check check-${state}`;
  const icon = document.createElement("span");
  icon.className = "icon";
  icon.setAttribute("aria-hidden", "true");
  const text = document.createElement("div");
  const title = document.createElement("h3");
  title.textContent = `${words(what)}: ${words(state)}`;
  const sentence = document.createElement("p");
  sentence.textContent = words(`${what}-${grade}`, { count });
  text.append(title, sentence);
  item.append(icon, text);
  list.append(item);
}

function worse(...grades) {
  return ["bad", "slow", "good"].find((grade) => grades.includes(grade));
}
