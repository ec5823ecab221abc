/**
 * Stands in for @codemirror/autocomplete where lang-python imports it: build.js
 * puts it there. Python's own completions are not used (see python.js), but the
 * bundler would fetch the whole package for them, 13 KB of the first load.
 */
export const snippetCompletion = () => null;
export const completeFromList = () => null;
export const ifNotIn = () => null;
