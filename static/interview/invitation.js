/**
 * Tell the server once that a person, not a mail scanner, has opened the link.
 *
 * A scanner that fetches the page runs no script, and one that runs scripts
 * seldom shows the page: so we wait until it is visible. If telling fails,
 * nothing is lost, since starting counts as opening.
 */
function tellOpened() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tellOpened);
  fetch(document.body.dataset.openedUrl, {
    method: "POST",
    body: new FormData(document.querySelector("form.start")),
    credentials: "same-origin",
  }).catch(() => {});
}

document.addEventListener("visibilitychange", tellOpened);
tellOpened();
