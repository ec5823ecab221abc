/**
 * On every page of an attempt: saves what earlier pages of this browser could not.
 *
 * A question's page looks after its own drafts; see question.js.
 */
import { words } from "../words.js";
import { Buffer } from "./buffer.js";
import { storageOrNull } from "./notices.js";
import { postSave } from "./posting.js";

const place = document.getElementById("draining");
const { attempt, token } = place.dataset;

const buffer = new Buffer({
  storage: storageOrNull(),
  attempt,
  except: document.getElementById("answer")?.dataset.question,
  post: (draft) => postSave({ ...draft, token }),
  report: tell,
});

function tell({ question }, { state }) {
  const number = question.split("/")[1];
  if (state === "saved") place.textContent = words("drained", { number });
  if (state === "conflict") place.textContent = words("drained-two", { number });
}

/** Whoever finishes has to have saved before. */
document.querySelector("form.ending")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await buffer.drain();
  event.target.submit();
});

buffer.start();
