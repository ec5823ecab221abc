/**
 * Python for the editor: colours and indentation. Its list of words to complete
 * stays out, for with it the first load would exceed its budget; comforts.js
 * completes what stands in the text. A module of its own, so that the bundler
 * can leave out what is not named here.
 */
export { pythonLanguage } from "@codemirror/lang-python";
