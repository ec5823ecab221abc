/**
 * Bundle the editor into dist/: editor.js for the page; one chunk per
 * language, loaded when a question needs it; and what is pleasant, a moment later.
 *
 * The folder is emptied first, because chunk names carry a hash and the old
 * ones would be collected as static files for ever.
 */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Keeps the package of completions out of the first load: see src/no_completion.js. */
const withoutCompletion = {
  name: "without-completion",
  setup({ onResolve }) {
    onResolve({ filter: /^@codemirror\/autocomplete$/ }, ({ importer }) =>
      importer.includes("/lang-python/") ? { path: here("src/no_completion.js") } : undefined,
    );
  },
};

await rm(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: [here("src/editor.js")],
  outdir: here("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: "es2022",
  plugins: [withoutCompletion],
  banner: { js: "/*! CodeMirror, copyright Marijn Haverbeke and others, MIT licence */" },
  logLevel: "warning",
});
