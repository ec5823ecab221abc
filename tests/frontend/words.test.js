/** Sentences with gaps, and moments in words. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { momentInWords } from "../../static/times.js";
import { fill } from "../../static/words.js";

test("a gap is filled by its value, and one without a value stays to be seen", () => {
  assert.equal(fill("Saved {count} s ago, {other}", { count: 0 }), "Saved 0 s ago, {other}");
});

test("a moment is told in the reader's own zone, which is named", () => {
  const moment = new Date("2026-11-23T20:00:00Z");

  // The comma is a matter of the version of the language data.
  assert.match(momentInWords(moment, "date", "en-GB", "Asia/Taipei"), /^Tuesday,? 24 November 2026 at 04:00 GMT\+8$/);
  assert.equal(momentInWords(moment, "time", "en-GB", "Asia/Taipei"), "04:00");
});
