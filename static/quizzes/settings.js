/** The settings in the bar: what this browser's reader prefers. static/preferences.js applies it on the next page. */

const ROOT = document.documentElement.dataset;

/** What each control sets: its key in localStorage, and its place on <html>. */
const SETTINGS = {
  theme: { key: "theme", place: "theme", usual: "" },
  code_size: { key: "code-size", place: "codeSize", usual: "" },
  clock: { key: "clock-hidden", place: "clock", usual: "", stored: (value) => (value ? "yes" : "") },
};

const form = document.getElementById("settings-form");

function show() {
  for (const [name, { place, usual }] of Object.entries(SETTINGS)) {
    for (const control of form.querySelectorAll(`[name="${name}"]`)) {
      control.checked = control.value === (ROOT[place] ?? usual);
    }
  }
}

function take({ name, type, value, checked }) {
  const { key, place, stored = (it) => it } = SETTINGS[name];
  const wanted = type === "checkbox" && !checked ? "" : value;
  if (wanted) ROOT[place] = wanted;
  else delete ROOT[place];
  try {
    localStorage.setItem(key, stored(wanted));
  } catch {
    // Without storage the wish holds for this page.
  }
  document.dispatchEvent(new Event("preferences"));
}

if (form && "popover" in HTMLElement.prototype) {
  show();
  form.addEventListener("change", (event) => take(event.target));
  document.getElementById("settings-button").hidden = false;
}
