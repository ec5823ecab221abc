/**
 * "Download my answers": from the server when it has everything, else made here.
 *
 * The file of this browser holds what this page and earlier ones could not save,
 * signed with a key that the server made for this browser. That proves where it
 * comes from, not when it was written; whoever loads it decides what it counts.
 * See quizzes/formats/answer_file.py.
 */
import { readFields } from "./answer_fields.js";
import { draftsOf } from "./draft.js";

const FORMAT = "interview-answers-1";

/** Have the page's download link offer whichever file is the fuller one. */
export function offerFile({ form, saver, storage }) {
  const link = document.getElementById("answer-file");
  if (!link || !crypto.subtle) return; // without HTTPS there is nothing to sign with: the link leads to the server
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    if (await saver.save()) location.assign(link.href);
    else download(await fileOf({ form, storage, ...link.dataset }), link.dataset.name);
  });
}

async function fileOf({ form, storage, session, key }) {
  const { attempt, question } = form.dataset;
  const kept = draftsOf(storage, attempt).filter((draft) => draft.question !== question);
  const answers = [{ question, revision: Number(form.elements.revision.value), fields: readFields(form) }, ...kept];
  return signedFile({
    key,
    content: {
      attempt,
      session: Number(session),
      made_at: new Date().toISOString(),
      made_by: "browser",
      answers: newestOfEach(answers).map(entryOf),
    },
  });
}

function newestOfEach(answers) {
  return answers.filter((one, index) => answers.findIndex((other) => other.question === one.question) === index);
}

function entryOf({ question, revision, fields }) {
  const valuesOf = (name) => fields.filter(([field]) => field === name).map(([, value]) => value);
  return {
    number: Number(question.split("/")[1]),
    revision,
    text: valuesOf("text")[0] ?? "",
    choices: valuesOf("choice"),
    language: valuesOf("language")[0] ?? "",
  };
}

/** Return the file's text. key: hexadecimal. */
export async function signedFile({ key, content }) {
  const payload = JSON.stringify(content);
  const bytes = Uint8Array.from(key.match(/../g), (pair) => Number.parseInt(pair, 16));
  const secret = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", secret, new TextEncoder().encode(payload));
  const hex = [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify({ format: FORMAT, signature: hex, payload }, null, 1);
}

function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
