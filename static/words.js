/**
 * The words of the scripts, which stand translated in the page: see
 * templates/quizzes/partials/words.html.
 */

/** Return the words of a name, with each {key} replaced by its value. */
export function words(name, values = {}) {
  const element = document.getElementById("words")?.content.querySelector(`[data-word="${name}"]`);
  return fill(element?.textContent.trim() ?? "", values);
}

/** Replace each {key} in a sentence by its value; what has no value stays. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
