/** How what earlier pages kept reaches the server. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ABANDONED_MS, Buffer, mayBeInUse } from "../../static/quizzes/buffer.js";
import { Draft, draftsOf } from "../../static/quizzes/draft.js";
import { Storage } from "./storage.js";

const AN_HOUR_AGO = Date.now() - 3_600_000;

function buffered(answer, ...questions) {
  const storage = new Storage();
  for (const question of questions) {
    const kept = { page: `page-${question.at(-1)}`, sequence: 4, revision: 1, fields: [["text", question]], url: "/" };
    storage.at(AN_HOUR_AGO, () => new Draft(storage, question, kept.page).keep(kept));
  }
  const sent = [];
  const buffer = new Buffer({
    storage,
    attempt: "one",
    except: "one/9",
    post: async (draft) => {
      sent.push(draft);
      return answer(draft);
    },
  });
  return { storage, buffer, sent };
}

test("drafts of this attempt are sent as the save after their page's last, and dropped", async () => {
  const { storage, buffer, sent } = buffered(() => ({ state: "saved" }), "one/1", "one/9", "two/1");

  assert.equal(await buffer.drain(), true);

  assert.deepEqual(sent.map(({ question, page, sequence }) => [question, page, sequence]), [["one/1", "page-1", 5]]);
  assert.deepEqual(draftsOf(storage, "one").map(({ question }) => question), ["one/9"]);
});

test("what the server keeps aside is not sent again, and stays to be asked about", async () => {
  for (const state of ["conflict", "replaced"]) {
    const { storage, buffer, sent } = buffered(() => ({ state }), "one/1");

    await buffer.drain();
    await buffer.drain();

    assert.equal(sent.length, 1);
    assert.equal(draftsOf(storage, "one").length, 1);
  }
});

test("without a line the drafts stay, and the next round sends them", async () => {
  let isOnline = false;
  const { storage, buffer } = buffered(() => {
    if (!isOnline) throw new Error("no line");
    return { state: "saved" };
  }, "one/1", "one/2");

  assert.equal(await buffer.drain(), false);
  assert.equal(draftsOf(storage, "one").length, 2);
  isOnline = true;
  assert.equal(await buffer.drain(), true);

  assert.deepEqual(draftsOf(storage, "one"), []);
});

test("where there are no locks a young draft may belong to a tab that is open", () => {
  const draft = { keptAt: 0 };

  assert.equal(mayBeInUse(draft, { locks: null, now: ABANDONED_MS - 1 }), true);
  assert.equal(mayBeInUse(draft, { locks: null, now: ABANDONED_MS }), false);
  assert.equal(mayBeInUse(draft, { locks: {}, now: 0 }), false);
});
