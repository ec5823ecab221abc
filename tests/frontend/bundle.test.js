/** The editor with its first language stays within what a bad line can carry. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

const DIST = new URL("../../frontend/dist/", import.meta.url);
const BUDGET_BYTES = 130_000; // Source: the issue of the candidate's side, 130 KB compressed for the first language

const read = (name) => readFileSync(new URL(name, DIST));

/** Return a file and all that it imports before it runs. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, imported] of read(name).toString().matchAll(/(?:import|from)\s*"\.\/([^"]+)"/g)) withImports(imported, found);
  return found;
}

/** Return the files that an import() fetches when it is needed, by the name in which it stands. */
function fetchedLater() {
  const source = [...withImports("editor.js")].map((name) => read(name).toString()).join("\n");
  return new Map([...source.matchAll(/async\s*(?:function\s*)?(\w+)\(\)\s*\{[^}]*\}\s*=\s*await import\("\.\/([^"]+)"\)/g)].map(([, language, name]) => [language, name]));
}

function weight(names, compress) {
  return [...names].reduce((sum, name) => sum + compress(read(name)).length, 0);
}

test("the editor with Python weighs at most 130 KB as gzip packs it, which is how it is sent at worst", () => {
  const first = new Set([...withImports("editor.js"), ...withImports(fetchedLater().get("python"))]);

  const [gzip, brotli] = [weight(first, gzipSync), weight(first, brotliCompressSync)];
  console.log(`# editor with Python: ${gzip} bytes as gzip, ${brotli} as Brotli, ${first.size} files`);
  assert.ok(gzip <= BUDGET_BYTES, `${gzip} bytes`);
});

test("no language is fetched before it is needed", () => {
  const early = withImports("editor.js");
  const later = fetchedLater();

  assert.equal(later.size, 7, [...later.keys()].join(", "));
  for (const name of later.values()) assert.ok(!early.has(name), name);
  assert.ok(readdirSync(DIST).length > early.size);
});
