/**
 * Bundle the editor into dist/: editor.js for the page, one chunk per
 * language, loaded when a question needs it.
 *
 * The folder is emptied first, because chunk names carry a hash and the old
 * ones would be collected as static files for ever.
 */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await rm(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: [here("src/editor.js")],
  outdir: here("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: "es2022",
  banner: { js: "/*! CodeMirror, copyright Marijn Haverbeke and others, MIT licence */" },
  logLevel: "warning",
});
