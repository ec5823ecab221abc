/**
 * The code editor: CodeMirror in front of a textarea that stays in the form.
 *
 * The textarea is what is saved and sent. The editor only writes into it and
 * fires its `input` event, so that nothing else on the page needs to know
 * which of the two is being typed in.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";

import { languageExtensions } from "./languages.js";
import { theme } from "./theme.js";

const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/**
 * Replace a selection by what is typed, before the browser does.
 *
 * Chrome would carry the colours of the old text over in style attributes. Our
 * Content-Security-Policy refuses those, so no harm is done, but the refusal is
 * reported every time.
 */
const replaceSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.cancelable || view.composing || from === to) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    const isHandled = view.state
      .facet(EditorView.inputHandler)
      .some((handle) => handle(view, from, to, event.data, insert));
    if (!isHandled) view.dispatch(insert());
    return true;
  },
});

const conveniences = [
  lineNumbers(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  drawSelection(),
  history(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  // A popup that opens while one types would swallow the Escape that leads out.
  autocompletion({ activateOnTyping: false }),
  replaceSelection,
  EditorState.allowMultipleSelections.of(true),
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...historyKeymap,
    ...defaultKeymap,
    indentWithTab, // Escape, then Tab, leaves: CodeMirror frees Tab after Escape by itself
  ]),
];

/** Carry every change into the textarea and tell its listeners. */
function mirrorInto(textarea) {
  return EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    textarea.value = update.state.doc.toString();
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/**
 * Put an editor into `parent` with the textarea's text, and hide the textarea.
 *
 * label, describedBy: the ids of the elements that name and explain the editor.
 * nonce: of the page's Content-Security-Policy, for the editor's style sheet.
 *
 * Resolves to the editor's handle:
 *   focus()               puts the cursor into the editor
 *   setText(text)         replaces everything, and can be undone
 *   setLanguage(code)     changes the colours and the indentation
 *   destroy()             takes the editor away and shows the textarea again
 */
export async function mountEditor({ parent, textarea, language, label, describedBy, nonce }) {
  const languagePart = new Compartment();
  const schemePart = new Compartment();
  const darkness = () => EditorView.darkTheme.of(prefersDark.matches);
  // Waited for here, before the text is read: somebody may be typing already.
  const colouring = await languageExtensions(language);
  const hadFocus = document.activeElement === textarea;

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: textarea.value,
      selection: { anchor: Math.min(textarea.selectionEnd, textarea.textLength) },
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({
          "aria-labelledby": label,
          "aria-describedby": describedBy,
          autocapitalize: "off",
          autocorrect: "off",
          spellcheck: "false",
          tabindex: "0",
        }),
        conveniences,
        theme,
        schemePart.of(darkness()),
        languagePart.of(colouring),
        mirrorInto(textarea),
      ],
    }),
  });
  const followScheme = () => view.dispatch({ effects: schemePart.reconfigure(darkness()) });
  prefersDark.addEventListener("change", followScheme);
  textarea.hidden = true;
  if (hadFocus) view.focus();

  return {
    focus: () => view.focus(),
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    async setLanguage(code) {
      view.dispatch({ effects: languagePart.reconfigure(await languageExtensions(code)) });
    },
    destroy() {
      prefersDark.removeEventListener("change", followScheme);
      view.destroy();
      textarea.hidden = false;
    },
  };
}
