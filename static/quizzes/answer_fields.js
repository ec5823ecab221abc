/** The part of the form that is the answer: text, choices, language. */

const NAMES = ["text", "choice", "language"];

/** Return the answer as [name, value] pairs. */
export function readFields(form) {
  return [...new FormData(form)].filter(([name]) => NAMES.includes(name));
}

/** Return the answer as the server wrote it into the page, whatever was typed since, in the same form. */
export function renderedFields(form) {
  return [...form.elements].filter(({ name }) => NAMES.includes(name)).flatMap((control) => renderedOf(control));
}

function renderedOf(control) {
  const { name } = control;
  if (control.matches("[type=radio], [type=checkbox]")) return control.defaultChecked ? [[name, control.value]] : [];
  if (!control.matches("select")) return [[name, control.defaultValue]];
  const option = [...control.options].find(({ defaultSelected }) => defaultSelected) ?? control.options[0];
  return [[name, option.value]];
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
