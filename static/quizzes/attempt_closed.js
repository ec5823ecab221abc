/**
 * The page of an attempt that is over: goes back to the questions when the server says that there
 * is time again. It stops asking after an hour, so that a page left open costs nothing.
 */
const ASK_EVERY_MS = 45_000;
const ASK_FOR_MS = 60 * 60_000;

const { clockUrl } = document.getElementById("closed").dataset;

async function ask() {
  try {
    const reply = await fetch(clockUrl, { headers: { Accept: "application/json" } });
    if (!reply.ok) return;
    const said = await reply.json();
    document.dispatchEvent(new CustomEvent("clock-told", { detail: said }));
    if (said.state === "open") location.reload();
  } catch {
    // Not reachable: asked again at the next turn.
  }
}

const asking = setInterval(ask, ASK_EVERY_MS);
setTimeout(() => clearInterval(asking), ASK_FOR_MS);
