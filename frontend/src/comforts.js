/**
 * What is pleasant and can come a moment later: brackets that close themselves,
 * and the words of the text on Ctrl+Space. It weighs a tenth of the editor.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap, completeAnyWord, completionKeymap } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";

export const comforts = [
  closeBrackets(),
  // A popup that opens while one types would swallow the Escape that leads out.
  autocompletion({ activateOnTyping: false }),
  EditorState.languageData.of(() => [{ autocomplete: completeAnyWord }]),
  keymap.of([...closeBracketsKeymap, ...completionKeymap]),
];
