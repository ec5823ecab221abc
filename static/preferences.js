/**
 * Puts what this browser's reader prefers onto <html>, before anything is drawn:
 *
 *   data-theme="light" or "dark"               without it the page follows the system
 *   data-code-size="small", "large", "larger"  of code and of what programs write
 *   data-clock="hidden"
 *
 * No module, and not deferred: either would come after the first drawing. The
 * keys and values are those of static/quizzes/settings.js.
 */
(() => {
  try {
    const { dataset } = document.documentElement;
    const [theme, size] = [localStorage.getItem("theme"), localStorage.getItem("code-size")];
    if (["light", "dark"].includes(theme)) dataset.theme = theme;
    if (["small", "large", "larger"].includes(size)) dataset.codeSize = size;
    if (localStorage.getItem("clock-hidden") === "yes") dataset.clock = "hidden";
  } catch {
    // A browser without storage has no preferences.
  }
})();
