/* Makes the doctor's checks one after the other, and shows each finding when it is there. */

const progress = document.getElementById("doctor-progress");
const all = document.getElementById("check-all");

async function examine(item) {
  const form = item.querySelector("form");
  item.setAttribute("aria-busy", "true");
  progress.textContent = `${progress.dataset.checking} ${item.querySelector("h2").textContent}`;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Partial": "yes" },
    });
    if (!answer.ok) {
      throw new Error(answer.status);
    }
    item.innerHTML = await answer.text();
    progress.textContent = "";
  } catch {
    progress.textContent = progress.dataset.failed;
  } finally {
    item.removeAttribute("aria-busy");
  }
}

document.querySelector(".checks").addEventListener("submit", (event) => {
  event.preventDefault();
  examine(event.target.closest(".check"));
});

all.hidden = false; // without a script, each check has a button of its own
all.addEventListener("click", async () => {
  all.disabled = true;
  for (const item of document.querySelectorAll(".check")) {
    await examine(item);
  }
  all.disabled = false;
  progress.textContent = progress.textContent || progress.dataset.done;
});
