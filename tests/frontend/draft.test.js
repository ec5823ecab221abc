/** What this browser keeps of an answer that did not reach the server. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft, fateOf } from "../../static/quizzes/draft.js";

/** A browser's storage, or one that is full. */
class Storage {
  #items = new Map();
  isFull = false;

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    if (this.isFull) throw new Error("QuotaExceededError");
    this.#items.set(key, value);
  }

  removeItem(key) {
    this.#items.delete(key);
  }
}

const FIELDS = [["text", "kept"]];
const saved = (text, revision) => ({ fields: [["text", text]], revision });

test("a draft comes back as it was kept, for its own question only, until it is dropped", () => {
  const storage = new Storage();
  const draft = new Draft(storage, "attempt/1");
  const other = new Draft(storage, "attempt/2");

  draft.keep(FIELDS, 3);
  assert.deepEqual([draft.load(), other.load()], [{ fields: FIELDS, revision: 3 }, null]);
  draft.drop();

  assert.equal(draft.load(), null);
});

test("a storage that is full, missing or holds nonsense stops nobody", () => {
  const storage = new Storage();
  storage.setItem("draft:nonsense", "{not json");
  storage.isFull = true;

  for (const draft of [new Draft(storage, "attempt/1"), new Draft(undefined, "attempt/1"), new Draft(storage, "nonsense")]) {
    draft.keep(FIELDS, 1);
    assert.equal(draft.load(), null);
    draft.drop();
  }
});

test("a draft is restored, asked about or forgotten by what was saved since", () => {
  const draft = { fields: FIELDS, revision: 3 };

  assert.deepEqual(
    [
      fateOf(null, saved("anything", 3)),
      fateOf(draft, saved("kept", 7)),
      fateOf(draft, saved("older", 3)),
      fateOf(draft, saved("from another tab", 4)),
    ],
    ["none", "none", "restore", "ask"],
  );
});
