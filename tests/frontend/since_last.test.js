/** What a save tells of the time since the last one. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { SinceLast } from "../../static/quizzes/since_last.js";
import { Storage } from "./storage.js";

function watched() {
  const clock = { ms: 0 };
  const storage = new Storage();
  return { clock, storage, sinceLast: new SinceLast(storage, "attempt", () => clock.ms) };
}

const told = (sinceLast, sequence) => JSON.parse(sinceLast.tell(sequence));

test("a paste tells its size and whether the text was copied in this quiz, and never the text", () => {
  const { sinceLast, storage } = watched();

  sinceLast.copied("def f():\n  pass\n");
  sinceLast.pasted("def f():\r\n  pass");
  sinceLast.pasted("planted 𠮷");

  assert.deepEqual(told(sinceLast, 1).pastes, [
    { characters: 16, from: "inside", save: 1 },
    { characters: 9, from: "outside", save: 1 },
  ]);
  assert.doesNotMatch(JSON.stringify(storage) + sinceLast.tell(1), /planted|def/);
});

test("an absence counts from leaving to coming back, once, and a blink does not", () => {
  const { sinceLast, clock } = watched();

  sinceLast.left();
  clock.ms = 400;
  sinceLast.cameBack();
  sinceLast.left();
  clock.ms = 1_000;
  sinceLast.left();
  clock.ms = 60_400;
  sinceLast.cameBack();
  sinceLast.cameBack();

  assert.deepEqual(told(sinceLast, 1).absences, [{ ms: 60_000, save: 1 }]);
});

test("what was told is told again until the server has answered, under its first number", () => {
  const { sinceLast } = watched();

  sinceLast.pasted("one");
  sinceLast.tell(1);
  sinceLast.pasted("three");
  assert.deepEqual(told(sinceLast, 2).pastes.map(({ save }) => save), [1, 2]);
  sinceLast.told(1);

  assert.deepEqual(told(sinceLast, 3).pastes.map(({ save }) => save), [2]);
});

test("many pastes are added up rather than forgotten", () => {
  const { sinceLast } = watched();

  for (let count = 0; count < 80; count += 1) sinceLast.pasted("four");

  const { pastes } = told(sinceLast, 1);
  assert.equal(pastes.length, 50);
  assert.equal(pastes.reduce((sum, { characters }) => sum + characters, 0), 320);
});
