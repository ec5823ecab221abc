/**
 * Moments, in the reader's own time zone and language.
 *
 * The server writes <time datetime="…" data-local="date|time"> with UTC inside,
 * named as such, so that a reader without scripts is told the truth too.
 */

const styles = {
  date: {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  },
  time: { hour: "2-digit", minute: "2-digit" },
};

/** Return a moment in words: style "date" with day and zone, "time" without. */
export function momentInWords(moment, style, language, timeZone) {
  return new Intl.DateTimeFormat(language, { ...styles[style], timeZone }).format(moment);
}

/** Rewrite the marked <time> elements inside `root`; one already done is done again. */
export function localiseTimes(root) {
  for (const element of root.querySelectorAll("time[data-local]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.title = element.title || element.textContent.trim();
    element.textContent = momentInWords(moment, element.dataset.local, document.documentElement.lang);
  }
}
