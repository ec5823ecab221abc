/**
 * What is too wide in a statement scrolls by itself: code, tables, formulas.
 *
 * The keyboard has to reach it (WCAG 2.2, 2.1.1), so whatever is too wide just
 * now can be focused, and nothing else, which would only lengthen the way.
 */
const WIDE = ".statement pre, .statement table, .statement math[display=block]";

function letWideThingsBeFocused() {
  for (const element of document.querySelectorAll(WIDE)) {
    if (element.scrollWidth > element.clientWidth) element.setAttribute("tabindex", "0");
    else element.removeAttribute("tabindex");
  }
}

addEventListener("resize", letWideThingsBeFocused);
letWideThingsBeFocused();
