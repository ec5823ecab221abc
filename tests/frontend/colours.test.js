/** Text can be read on its paper, in light and in dark. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../static/base.css", import.meta.url), "utf8");
const [light, dark] = [0, 1].map(coloursOf);

/** Text on paper that pages put together. Sources: the stylesheets in static/ and frontend/src/theme.js. */
const TEXTS = [
  ...["ink", "ink-soft", "accent", "warn"].flatMap((text) =>
    ["paper", "surface"].map((paper) => [text, paper]),
  ),
  ["ink", "surface-sunken"],
  ["ink-soft", "surface-sunken"],
  ["ink-soft", "code-paper"],
  ["accent", "accent-paper"],
  ["ink", "accent-paper"],
  ["accent-ink", "accent"],
  ["accent-ink", "accent-strong"],
  ["bad", "surface"],
  ["good", "surface"],
  ["good", "good-paper"],
  ["warn", "warn-paper"],
  ["bad", "bad-paper"],
  ["ink", "warn-paper"],
  ...["keyword", "string", "number", "comment", "function", "type"].flatMap((kind) =>
    ["code-paper", "code-line"].map((paper) => [`code-${kind}`, paper]),
  ),
];

/** Lines that carry meaning: the edge of a box, the ring around what is in focus. */
const LINES = [
  ["line-strong", "paper"],
  ["line-strong", "surface"],
  ["focus", "paper"],
  ["focus", "surface"],
  ["focus", "code-paper"],
];

/** Return the custom properties that are colours, by name. which: 0 for the light scheme, 1 for the dark one. */
function coloursOf(which) {
  const both = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return Object.fromEntries([...both].map(([, name, ...values]) => [name, values[which]]));
}

/** Source: WCAG 2.2, definitions of relative luminance and of contrast ratio. */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function tooFaint(scheme, pairs, least) {
  return pairs
    .map(([text, paper]) => ({ text, paper, ratio: contrast(scheme[text], scheme[paper]) }))
    .filter(({ ratio }) => ratio < least)
    .map(({ text, paper, ratio }) => `${text} on ${paper}: ${ratio.toFixed(2)}`);
}

for (const [name, scheme] of Object.entries({ light, dark })) {
  test(`in the ${name} scheme text has 4.5 : 1 and lines that mean something 3 : 1`, () => {
    assert.deepEqual(tooFaint(scheme, TEXTS, 4.5), []);
    assert.deepEqual(tooFaint(scheme, LINES, 3), []);
  });
}
