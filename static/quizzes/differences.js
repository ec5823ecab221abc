/** Which lines two texts share. */

/** Beyond this many pairs of lines only the first and last lines that differ are told apart. */
const MOST_PAIRS = 4_000_000; // source: benchmarks/differences.js

/**
 * Return for each text its lines as { text, isOwn }, where isOwn says that the
 * other text does not have it at that place.
 */
export function compared(one, other) {
  const [left, right] = [one.split("\n"), other.split("\n")];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const shared = sharedLines(left.slice(start, left.length - end), right.slice(start, right.length - end));
  const mark = (lines, common) =>
    lines.map((text, index) => ({
      text,
      isOwn: index >= start && index < lines.length - end && !common.has(index - start),
    }));
  return [mark(left, shared.left), mark(right, shared.right)];
}

/** Return the indices of a longest common subsequence in each of two lists. */
function sharedLines(left, right) {
  const found = { left: new Set(), right: new Set() };
  if (left.length * right.length > MOST_PAIRS) return found;
  const width = right.length + 1;
  const longest = new Uint32Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        left[row] === right[column]
          ? longest[(row + 1) * width + column + 1] + 1
          : Math.max(longest[(row + 1) * width + column], longest[row * width + column + 1]);
    }
  }
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      found.left.add(row++);
      found.right.add(column++);
    } else if (longest[(row + 1) * width + column] >= longest[row * width + column + 1]) row += 1;
    else column += 1;
  }
  return found;
}
