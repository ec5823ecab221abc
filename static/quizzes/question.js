/** The question page: editor, saving by itself, Run and Submit, the clock. */
import { words } from "../words.js";
import { readFields, renderedFields, writeFields } from "./answer_fields.js";
import { offerFile } from "./answer_file.js";
import { Buffer, claim, mayBeInUse } from "./buffer.js";
import { Clock } from "./clock.js";
import { CodeField } from "./code_field.js";
import { Draft, draftsOf, fateOf } from "./draft.js";
import { storageOrNull } from "./notices.js";
import { Parts } from "./parts.js";
import { OwnTests } from "./own_tests.js";
import { KEEPALIVE_LIMIT_BYTES, postSave, sizeOf } from "./posting.js";
import { SaveState } from "./save_state.js";
import { Saver } from "./saver.js";
import { wireShortcuts } from "./shortcuts.js";
import { SinceLast, watch } from "./since_last.js";
import { TwoTexts } from "./two_texts.js";

const form = document.getElementById("answer");
const { attempt, question, savedPage, limitBytes } = form.dataset;
const storage = storageOrNull();
const saveState = new SaveState(form.querySelector(".save-state"));
const announcer = document.getElementById("announcer");
const codeField = form.querySelector("#editor") && new CodeField(form, { storage, beforeLeaving: saveBeforeLeaving, say });
const twoTexts = new TwoTexts(form);
const sinceLast = new SinceLast(storage, attempt);

/** Who this page is to the server: the number of its last save, and the revision it has seen. */
const page = { name: crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 32), sequence: 0 };
let draft = new Draft(storage, question, page.name);
let isKept = true; // whether this browser could keep what is not saved

const saver = new Saver({
  read: () => readFields(form),
  post: postAnswer,
  draft: {
    keep: (fields) => {
      isKept = draft.keep(draftOf(fields));
    },
    drop: () => draft.drop(),
  },
  report: showSaving,
});
const clock = new Clock({
  beforeClosing: () => saver.save({ last: true }),
  beforeReading: () => saver.save(), // the server keeps it aside
});
const parts = new Parts(form, {
  announcer,
  body: numberedForm,
  onRefused: showRefusal,
  onSubmitted: () => {
    showSaved();
    markStep("submitted");
  },
  onRan: () => {
    showSaved();
    ownTests?.sent();
  },
});
const testsSection = document.getElementById("own-tests");
const ownTests = testsSection && new OwnTests(testsSection, { send: sendTests });
const buffer = new Buffer({ storage, attempt, post: postDraft }); // sends older drafts of this question

/** Count one more save of this page; the draft knows, so that whoever sends it after a crash counts on. */
function nextSave(fields) {
  page.sequence += 1;
  if (!saver.isSaved) isKept = draft.keep(draftOf(fields));
  return { sequence: page.sequence, observed: sinceLast.tell(page.sequence) };
}

function draftOf(fields) {
  return {
    page: page.name,
    sequence: page.sequence,
    revision: Number(form.elements.revision.value),
    fields,
    url: form.action,
  };
}

async function postAnswer(fields, { leaving }) {
  if (sizeOf(fields) > Number(limitBytes)) return { state: "refused", message: words("too-large") };
  const save = nextSave(fields);
  const reply = await postSave({
    ...draftOf(fields),
    ...save,
    token: form.elements.csrfmiddlewaretoken.value,
    leaving,
  });
  sinceLast.told(save.sequence);
  if (reply.state === "saved") codeField?.saved(fields);
  return reply;
}

/** Save a text that gives way to another, without waiting. Return whether it is saved already. */
function saveBeforeLeaving() {
  if (saver.isSaved) return true;
  saver.save({ leaving: true });
  return false;
}

function say(sentence) {
  announcer.textContent = sentence;
}

/** Post the candidate's own tests, and the answer with them; resolve to whether they are kept. */
async function sendTests({ deleted = null, leaving = false }) {
  const body = numberedForm();
  if (deleted) body.set("delete_test", deleted);
  try {
    const reply = await fetch(testsSection.dataset.url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      keepalive: leaving && sizeOf([...body]) < KEEPALIVE_LIMIT_BYTES,
    });
    const answer = await reply.json();
    if (answer.state === "saved") form.elements.revision.value = answer.revision;
    else showRefusal(answer.state, answer);
    return answer.state === "saved";
  } catch {
    return false;
  }
}

function postDraft(kept) {
  return postSave({ ...kept, token: form.elements.csrfmiddlewaretoken.value });
}

/** Return the whole form as Run and Submit send it: numbered, for they save first. */
function numberedForm() {
  const body = new FormData(form);
  const { sequence, observed } = nextSave(readFields(form));
  body.set("page", page.name);
  body.set("sequence", sequence);
  body.set("since_last", observed);
  return body;
}

/** Run and Submit save first: say so, also where nothing had been typed since the page came. */
function showSaved() {
  if (saver.isSaved) saveState.show("saved");
}

function showSaving(state, reply = {}) {
  const isLost = state === "offline" && !isKept;
  saveState.show(isLost ? "unkept" : state, reply.message);
  if (reply.revision !== undefined) form.elements.revision.value = reply.revision;
  clock.take(reply);
  if (state === "saved") markStep("saved");
  else showRefusal(state, reply);
}

/** Do what follows from a refusal, whichever button met it. */
function showRefusal(state, reply) {
  if (state === "closed") clock.ask();
  if (state === "replaced") location.reload(); // the same address now shows a page to read
  if (state === "conflict") askWhich(readFields(form), reply);
}

/** Show both texts. What is in the box stays there until the candidate says which to keep. */
async function askWhich(mine, { fields, revision, saved_at: savedAt }) {
  const kept = await twoTexts.ask({ mine, saved: fields, savedAt });
  form.elements.revision.value = revision;
  if (kept === "saved") put(fields);
  await saver.resolve({ keepMine: kept === "mine" });
  saveState.show(saver.isSaved ? "saved" : "changed");
}

function put(fields) {
  writeFields(form, fields);
  codeField?.refresh();
}

/** Tell in the list of questions how far this one has come; a reload would tell the same. */
function markStep(state) {
  const step = document.querySelector(".step[aria-current]");
  step.className = `step state-${state}`;
  step.querySelector(".step-state").textContent = words(`state-${state}`);
}

/** Notice what was typed before this script had arrived. */
function noticeTyping() {
  if (JSON.stringify(readFields(form)) !== JSON.stringify(renderedFields(form))) saver.changed();
}

/**
 * Bring back what an earlier page kept of this answer and could not save.
 *
 * The newest such draft is put into the box or shown beside the saved text;
 * older ones go to the server, which keeps each in the history.
 */
async function restoreDrafts() {
  let isNewest = true;
  for (const kept of draftsOf(storage, question)) {
    if (kept.page === page.name || mayBeInUse(kept)) continue;
    if (isNewest && (await restore(kept))) isNewest = false;
    else if (!isNewest) await buffer.send(kept);
  }
}

/** Return whether the draft was ours to look after: a page that lives looks after its own. */
async function restore(kept) {
  const letGo = await claim(kept.page);
  if (!letGo) return false;
  const saved = { fields: renderedFields(form), revision: Number(form.elements.revision.value), page: savedPage };
  const fate = saver.isSaved ? fateOf(kept, saved) : "ask";
  if (fate === "restore") {
    goOnAs(kept); // and keep its name for as long as we live
    put(kept.fields);
    saver.changed();
    saveState.say(words("save-restored"));
    return true;
  }
  letGo();
  if (fate === "none") {
    new Draft(storage, question, kept.page).drop();
  } else {
    if (!kept.isAsked) await buffer.send(kept); // the server keeps it aside
    askAboutDraft(kept, saved.fields); // and the page goes on meanwhile
  }
  return true;
}

async function askAboutDraft(kept, fields) {
  const choice = await twoTexts.ask({ mine: kept.fields, saved: fields, savedAt: form.dataset.savedAt });
  new Draft(storage, question, kept.page).drop();
  if (choice === "saved") return;
  put(kept.fields);
  saver.changed();
  await saver.save();
}

/** Take over the name of a page that is gone, so that the server takes its last save for ours. */
function goOnAs(kept) {
  draft.drop();
  page.name = kept.page;
  page.sequence = kept.sequence;
  draft = new Draft(storage, question, page.name);
}

function wireSaving() {
  const isAnswer = (event) => event.target.name && !event.target.closest("#own-tests");
  form.addEventListener("input", (event) => {
    if (isAnswer(event)) saver.changed();
  });
  form.addEventListener("compositionstart", () => saver.compositionStarted());
  form.addEventListener("compositionend", () => saver.compositionEnded());
  form.addEventListener(
    "keydown",
    (event) => {
      if (event.keyCode === 229) saver.keyTakenByInputMethod();
    },
    { capture: true },
  );
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
}

claim(page.name);
watch(sinceLast, form);
wireSaving();
wireButtons();
wireShortcuts(form);
offerFile({ form, saver, storage });
noticeTyping();
await restoreDrafts();
await codeField?.start();
