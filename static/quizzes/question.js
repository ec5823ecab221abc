/** The question page: editor, saving by itself, Run and Submit, the clock. */
import { words } from "../words.js";
import { readFields, writeFields } from "./answer_fields.js";
import { Clock } from "./clock.js";
import { CodeField } from "./code_field.js";
import { Draft, fateOf } from "./draft.js";
import { Parts } from "./parts.js";
import { SaveState } from "./save_state.js";
import { Saver } from "./saver.js";

const SAVE_TIMEOUT_MS = 15_000;
const KEEPALIVE_LIMIT_BYTES = 60_000; // Source: Fetch standard, 64 KiB for all keepalive requests of a page

const form = document.getElementById("answer");
const revision = form.elements.revision;
const draft = new Draft(globalThis.localStorage, form.dataset.draft);
const saveState = new SaveState(form.querySelector(".save-state"));
const codeField = form.querySelector("#editor") && new CodeField(form);

const saver = new Saver({
  post: postAnswer,
  draft: {
    keep: () => draft.keep(readFields(form), Number(revision.value)),
    drop: () => draft.drop(),
  },
  report: showSaving,
});
const clock = new Clock({ beforeClosing: () => saver.save() });
const parts = new Parts(form, {
  announcer: document.getElementById("announcer"),
  onClosed: () => clock.ask(),
  onSubmitted: () => markStep("submitted"),
});

async function postAnswer({ leaving }) {
  const body = new FormData(form);
  const isSmall = new Blob(readFields(form).flat()).size < KEEPALIVE_LIMIT_BYTES;
  const reply = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body,
    keepalive: leaving && isSmall,
    signal: AbortSignal.timeout(SAVE_TIMEOUT_MS),
  });
  if (reply.headers.get("Content-Type")?.startsWith("application/json")) return reply.json();
  if (reply.status >= 400 && reply.status < 500) return { state: "refused" };
  throw new Error(`The server answered with status ${reply.status}.`);
}

function showSaving(state, reply = {}) {
  saveState.show(state, reply.message);
  if (state === "saved") {
    revision.value = reply.revision;
    clock.take(reply);
    markStep("saved");
  }
  if (state === "closed") clock.ask();
}

/** Tell in the list of questions how far this one has come; a reload would tell the same. */
function markStep(state) {
  const step = document.querySelector(".step[aria-current]");
  step.className = `step state-${state}`;
  step.querySelector(".step-state").textContent = words(`state-${state}`);
}

/** Bring back what this browser kept of an answer that did not reach us. */
function restoreDraft() {
  const kept = draft.load();
  const fate = fateOf(kept, { fields: readFields(form), revision: Number(revision.value) });
  if (fate === "none") draft.drop();
  if (fate === "restore") {
    writeFields(form, kept.fields);
    saver.changed();
    saveState.say(words("save-restored"));
  }
  if (fate === "ask") askAbout(kept);
}

function askAbout(kept) {
  const section = document.getElementById("other-text");
  document.getElementById("other-text-words").textContent = kept.fields.map(([, value]) => value).join("\n");
  section.hidden = false;
  section.addEventListener("click", (event) => {
    const { keep } = event.target.dataset;
    if (!keep) return;
    section.hidden = true;
    draft.drop();
    if (keep === "saved") return;
    writeFields(form, kept.fields);
    codeField?.refresh();
    saver.changed();
  });
}

function wireSaving() {
  const isAnswer = (event) => event.target.name && event.target.name !== "own_input";
  form.addEventListener("input", (event) => {
    if (isAnswer(event)) saver.changed();
  });
  form.addEventListener("compositionstart", () => saver.compositionStarted());
  form.addEventListener("compositionend", () => saver.compositionEnded());
  form.addEventListener("focusout", () => saver.save());
  addEventListener("online", () => saver.retryNow());
  addEventListener("pagehide", () => saver.save({ leaving: true }));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") saver.save({ leaving: true });
  });
}

function wireButtons() {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await saver.save();
    if (event.submitter?.dataset.part) await parts.press(event.submitter);
  });
  form.addEventListener(
    "keydown",
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
      const button =
        event.key === "Enter" ? form.querySelector("[data-part=trial]") : event.key === "s" ? form.querySelector("[type=submit]") : null;
      if (!button) return;
      event.preventDefault();
      event.stopPropagation(); // the editor has a meaning of its own for Ctrl+Enter
      button.click();
    },
    { capture: true },
  );
}

restoreDraft();
wireSaving();
wireButtons();
await codeField?.start();
