/* Small helps for the admin: buttons that copy a field, and names for fields that lack one. */

function offerCopying() {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const field = document.getElementById(button.dataset.copies);
    button.hidden = false; // without a script the field is copied by hand
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.copied;
      } catch {
        field.focus(); // selected, so that Ctrl+C does it
      }
    });
  }
}

/* Select2 hides the select that has the label, and names its own box after the
   choice, so that an empty one has no name at all. */
function nameSelect(select) {
  const label = select.labels?.[0]?.textContent.trim() || select.getAttribute("aria-label");
  const box = select.nextElementSibling;
  if (!label || !box?.classList.contains("select2")) {
    return;
  }
  const chosen = box.querySelector(".select2-selection__rendered");
  const name = [label, chosen?.title].filter(Boolean).join(": ");
  for (const named of box.querySelectorAll("[role='combobox'], [role='textbox'], [role='searchbox']")) {
    named.removeAttribute("aria-labelledby");
    named.setAttribute("aria-label", name);
  }
  if (chosen?.tagName === "UL") {
    // A list with a button among its items is none.
    for (const part of [chosen, ...chosen.querySelectorAll("li")]) {
      part.setAttribute("role", "presentation");
    }
  }
}

function nameSelects() {
  document.querySelectorAll("select.select2-hidden-accessible").forEach(nameSelect);
}

/* A date and its time are two boxes under one label. */
function nameMoments() {
  for (const box of document.querySelectorAll(".vDateField:not([aria-label]), .vTimeField:not([aria-label])")) {
    const label = document.querySelector(`label[for="${box.id.replace(/_[01]$/, "_0")}"]`);
    const part = box.title || box.placeholder;
    box.setAttribute("aria-label", [label?.textContent.trim(), part].filter(Boolean).join(", "));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  offerCopying();
  nameMoments();
  nameSelects();
  // Select2 makes its boxes when it likes: late, for added rows, and anew for each choice.
  new MutationObserver(nameSelects).observe(document.body, { childList: true, subtree: true });
});

/**
 * Keep unfold's hands off our own file inputs: whenever one changes, it writes the name into a text
 * input beside it, which ours do not have, and fails.
 */
document.addEventListener(
  "change",
  (event) => {
    if (event.target.matches(".field > input[type=file]")) event.stopPropagation();
  },
  { capture: true },
);
