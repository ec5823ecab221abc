/** What the candidate's clock shows and when it warns. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Countdown, face, warningBetween } from "../../static/quizzes/countdown.js";

const MINUTE = 60_000;

test("a countdown loses what has passed since the server spoke, and stops at nothing", () => {
  let now = 1_000;
  const countdown = new Countdown(5_000, () => now);

  now += 2_000;
  assert.equal(countdown.remainingMs, 3_000);
  now += 60_000;
  assert.equal(countdown.remainingMs, 0);
});

test("the server's word replaces the reckoning", () => {
  let now = 0;
  const countdown = new Countdown(5_000, () => now);

  now = 4_000;
  countdown.sync(10 * MINUTE);

  assert.equal(countdown.remainingMs, 10 * MINUTE);
});

test("a second is shown until it is over, and hours only when there are any", () => {
  const faces = [0, 1, 1_000, 59_001, 599_000, 3_600_000, 3_909_000].map(face);

  assert.deepEqual(faces, ["0:00", "0:01", "0:01", "1:00", "9:59", "1:00:00", "1:05:09"]);
});

test("a warning falls due once, in the moment its minute is reached", () => {
  const word = (before, after) => warningBetween(before, after)?.word ?? null;

  assert.deepEqual(
    [
      word(10 * MINUTE + 1, 10 * MINUTE),
      word(10 * MINUTE, 10 * MINUTE - 1_000),
      word(5 * MINUTE + 500, 5 * MINUTE - 500),
      word(61_000, 60_000),
      word(60_000, 0),
    ],
    ["ten-minutes", null, "five-minutes", "one-minute", null],
  );
});

test("after a computer has slept only the shortest warning is given", () => {
  assert.equal(warningBetween(20 * MINUTE, 30_000).word, "one-minute");
});
