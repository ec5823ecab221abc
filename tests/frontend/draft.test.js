/** What this browser keeps of an answer that did not reach the server. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft, draftsOf, fateOf } from "../../static/quizzes/draft.js";
import { Storage } from "./storage.js";

const FIELDS = [["text", "kept"]];
const draft = (page, more = {}) => ({ page, sequence: 2, revision: 3, fields: FIELDS, url: "/save/", ...more });
const pagesOf = (storage, place) => draftsOf(storage, place).map(({ page, question }) => [question, page]);

test("two pages keep their drafts beside each other, newest first, until each is dropped", () => {
  const storage = new Storage();
  const [one, other] = [new Draft(storage, "attempt/1", "a"), new Draft(storage, "attempt/1", "b")];

  storage.at(1_000, () => one.keep(draft("a")));
  storage.at(2_000, () => other.keep(draft("b")));
  assert.deepEqual(pagesOf(storage, "attempt/1"), [["attempt/1", "b"], ["attempt/1", "a"]]);
  one.drop();

  assert.deepEqual(pagesOf(storage, "attempt/1"), [["attempt/1", "b"]]);
  assert.deepEqual(draftsOf(storage, "attempt")[0].fields, FIELDS);
});

test("drafts of other questions and other attempts are told apart", () => {
  const storage = new Storage();
  for (const question of ["one/1", "one/11", "two/1"]) new Draft(storage, question, "a").keep(draft("a"));

  assert.deepEqual(pagesOf(storage, "one/1"), [["one/1", "a"]]);
  assert.equal(draftsOf(storage, "one").length, 2);
});

test("a storage that is full, missing or holds nonsense stops nobody, and says so", () => {
  const full = new Storage();
  full.isFull = true;
  const odd = new Storage();
  odd.setItem("draft:attempt/1/a", "{not json");

  for (const storage of [full, undefined]) {
    assert.equal(new Draft(storage, "attempt/1", "a").keep(draft("a")), false);
    new Draft(storage, "attempt/1", "a").drop();
  }
  for (const storage of [full, undefined, odd]) assert.deepEqual(draftsOf(storage, "attempt"), []);
});

test("a draft is restored, asked about or forgotten by what was saved since", () => {
  const saved = (text, revision, page = "x") => ({ fields: [["text", text]], revision, page });

  assert.deepEqual(
    [
      fateOf(draft("a"), saved("kept", 7)),
      fateOf(draft("a"), saved("older", 3)),
      fateOf(draft("a"), saved("its own last save, whose answer was lost", 4, "a")),
      fateOf(draft("a"), saved("from another tab", 4)),
    ],
    ["none", "restore", "restore", "ask"],
  );
});
