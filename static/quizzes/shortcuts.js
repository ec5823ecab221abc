/**
 * The keyboard shortcuts, and the dialog that lists them.
 *
 * Those with Ctrl work anywhere in the form. "?" is a key that one also types,
 * so it counts only outside of every box, and can be switched off there (WCAG
 * 2.2, 2.1.4).
 */

const QUESTION_MARK_KEY = "question-mark";

const BUTTONS = { Enter: "[data-part=trial]", s: "#save-button" };

/** Listen for them. form: whose buttons they press. */
export function wireShortcuts(form) {
  form.addEventListener("keydown", (event) => pressButton(form, event), { capture: true });
  const dialog = document.getElementById("shortcuts");
  const button = document.getElementById("shortcuts-button");
  if (!dialog?.showModal || !button) return;
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  const isOn = dialog.querySelector("[name=question_mark]");
  isOn.checked = recall() !== "off";
  isOn.addEventListener("change", () => remember(isOn.checked ? "" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || !isOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable=true], dialog, [popover]")) return;
    event.preventDefault();
    dialog.showModal();
  });
}

function pressButton(form, event) {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  if (event.isComposing || event.keyCode === 229) return;
  const button = BUTTONS[event.key] && form.querySelector(BUTTONS[event.key]);
  if (!button) return;
  event.preventDefault();
  event.stopPropagation(); // the editor has a meaning of its own for Ctrl+Enter
  button.click();
}

function recall() {
  try {
    return localStorage.getItem(QUESTION_MARK_KEY);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(QUESTION_MARK_KEY, value);
  } catch {
    // Without storage it holds for this page.
  }
}
