/** The part of the form that is the answer: text, choices, language. */

const NAMES = ["text", "choice", "language"];

/** Return the answer as [name, value] pairs. */
export function readFields(form) {
  return [...new FormData(form)].filter(([name]) => NAMES.includes(name));
}

/** Put an answer into the form. */
export function writeFields(form, fields) {
  for (const name of NAMES) {
    const values = fields.filter(([field]) => field === name).map(([, value]) => value);
    for (const control of form.querySelectorAll(`[name="${name}"]`)) {
      if (control.matches("[type=radio], [type=checkbox]")) control.checked = values.includes(control.value);
      else if (values.length > 0) control.value = values[0];
    }
  }
}
