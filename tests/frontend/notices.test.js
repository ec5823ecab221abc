/** What is said once, however often the server repeats it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Notices } from "../../static/quizzes/notices.js";

const FIVE = { number: 300, text: "5 minutes were added." };
const TEN = { number: 900, text: "10 minutes were added." };

function storage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
}

test("a notice is said once, and the next one again", () => {
  const notices = new Notices(storage(), "a");

  const said = [null, FIVE, FIVE, TEN, TEN, FIVE].map((notice) => notices.take(notice));

  assert.deepEqual(said, [null, FIVE.text, null, TEN.text, null, null]);
});

test("another page of the same browser does not repeat it", () => {
  const shared = storage();
  new Notices(shared, "a").take(FIVE);

  assert.equal(new Notices(shared, "a", FIVE).take(FIVE), null);
  assert.equal(new Notices(shared, "another attempt", FIVE).take(FIVE), FIVE.text);
});

test("a notice that came with the page is said when nobody has said it yet", () => {
  assert.equal(new Notices(storage(), "a", FIVE).take(FIVE), FIVE.text);
});

test("without storage only what is new to the page is said", () => {
  const notices = new Notices(null, "a", FIVE);

  assert.deepEqual([notices.take(FIVE), notices.take(TEN)], [null, TEN.text]);
});
