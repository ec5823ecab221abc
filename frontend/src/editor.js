/**
 * The code editor: CodeMirror in front of a textarea that stays in the form.
 *
 * The textarea is what is saved and sent. The editor only writes into it and
 * fires its `input` event, so that nothing else on the page needs to know
 * which of the two is being typed in.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
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

const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** Say whether the page is dark: as this browser's reader chose (static/preferences.js), else as the system is. */
function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : systemDark.matches;
}

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
  replaceSelection,
  EditorState.allowMultipleSelections.of(true),
  keymap.of([
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
 *   show(code, text)      goes over to the text of another language, which has an undo of its own
 *   destroy()             takes the editor away and shows the textarea again
 */
export async function mountEditor({ parent, textarea, language, label, describedBy, nonce }) {
  const languagePart = new Compartment();
  const schemePart = new Compartment();
  const comfortPart = new Compartment();
  let comforts = []; // until they have come
  const darkness = () => EditorView.darkTheme.of(isDark());
  const states = new Map(); // of the languages that were left, with what can be undone there
  // Waited for here, before the text is read: somebody may be typing already.
  const colouring = await languageExtensions(language);
  const hadFocus = document.activeElement === textarea;
  let shown = language;

  const stateOf = (doc, anchor, colours) =>
    EditorState.create({
      doc,
      selection: { anchor },
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
        comfortPart.of(comforts), // before the rest: Enter in a list of words chooses one
        conveniences,
        theme,
        schemePart.of(darkness()),
        languagePart.of(colours),
        mirrorInto(textarea),
      ],
    });
  const view = new EditorView({
    parent,
    state: stateOf(textarea.value, Math.min(textarea.selectionEnd, textarea.textLength), colouring),
  });
  const followScheme = () => view.dispatch({ effects: schemePart.reconfigure(darkness()) });
  systemDark.addEventListener("change", followScheme);
  document.addEventListener("preferences", followScheme);
  textarea.hidden = true;
  if (hadFocus) view.focus();
  import("./comforts.js").then(
    (loaded) => {
      ({ comforts } = loaded);
      view.dispatch({ effects: comfortPart.reconfigure(comforts) });
    },
    (error) => console.warn("The editor goes on without what closes brackets and completes words.", error),
  );

  return {
    focus: () => view.focus(),
    setText(text) {
      const changes = { from: 0, to: view.state.doc.length, insert: text };
      view.dispatch({ changes, annotations: isolateHistory.of("full") }); // one undo brings back just this
    },
    async show(code, text) {
      states.set(shown, view.state);
      shown = code;
      const left = states.get(code);
      view.setState(left?.doc.toString() === text ? left : stateOf(text, 0, []));
      const colours = await languageExtensions(code);
      // Somebody may have gone on to yet another language meanwhile.
      if (shown === code) view.dispatch({ effects: [languagePart.reconfigure(colours), schemePart.reconfigure(darkness()), comfortPart.reconfigure(comforts)] });
    },
    destroy() {
      systemDark.removeEventListener("change", followScheme);
      document.removeEventListener("preferences", followScheme);
      view.destroy();
      textarea.hidden = false;
    },
  };
}
