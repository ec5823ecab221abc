/**
 * How long does the page take to compare two texts that share no beginning and no end?
 *
 *     node benchmarks/differences.js
 *
 * It compares two texts of as many lines as static/quizzes/differences.js still
 * compares, 2,000 each, half of them shared, and prints the median of nine tries.
 */
import { compared } from "../static/quizzes/differences.js";

const LINES = 2_000;
const TRIES = 9;

const lines = (step) => Array.from({ length: LINES - 2 }, (_, index) => `line ${(index * step) % 1_999}`);
const one = ["one", ...lines(7), "first end"].join("\n");
const other = ["other", ...lines(11), "second end"].join("\n");

const took = Array.from({ length: TRIES }, () => {
  const start = performance.now();
  compared(one, other);
  return performance.now() - start;
}).sort((a, b) => a - b);
console.log(`${LINES} lines each: ${took[Math.floor(TRIES / 2)].toFixed(0)} ms (${took[0].toFixed(0)} to ${took.at(-1).toFixed(0)})`);
