/** Shows our answer to a problem on whichever page of the attempt is open: the clock's answers bring it. */
import { Notices, storageOrNull } from "../quizzes/notices.js";

const section = document.getElementById("help-news");
const said = section.querySelector(".help-said");
const actions = section.querySelector(".actions");
const heading = section.querySelector("template").content.textContent.trim();
const notices = new Notices(storageOrNull(), `answers:${section.dataset.attempt}`);

document.addEventListener("clock-told", ({ detail: { news } }) => {
  const text = notices.take(news ?? null);
  if (text) show(text);
});

actions.querySelector("button").addEventListener("click", () => {
  said.replaceChildren();
  actions.hidden = true;
  document.getElementById("main").focus(); // the button is gone, and focus with it
});

function show(text) {
  said.replaceChildren(paragraph(heading, "strong"), paragraph(text, "span"));
  actions.hidden = false;
}

function paragraph(text, element) {
  const inner = document.createElement(element);
  inner.textContent = text;
  const outer = document.createElement("p");
  outer.append(inner);
  return outer;
}
