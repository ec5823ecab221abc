/** Sends a save to the server, and tells what its answer means. */
import { TryAgain } from "./saver.js";

const SAVE_TIMEOUT_MS = 15_000;
export const KEEPALIVE_LIMIT_BYTES = 60_000; // Source: Fetch standard, 64 KiB for all keepalive requests of a page

/**
 * Post one numbered save; resolve to the server's { state, … }.
 *
 * Rejects when nothing came back, and when the server was in trouble: with a
 * TryAgain where there is something to say about it.
 *
 * leaving: the page goes away, and the request should outlive it.
 */
export async function postSave({ url, fields, page, sequence, revision, observed = "", token, leaving = false }) {
  const body = new FormData();
  const all = [...fields, ["revision", revision], ["page", page], ["sequence", sequence], ["since_last", observed]];
  for (const [name, value] of all) body.append(name, value);
  const reply = await fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token },
    body,
    keepalive: leaving && sizeOf(fields) < KEEPALIVE_LIMIT_BYTES,
    signal: AbortSignal.timeout(SAVE_TIMEOUT_MS),
  });
  if (reply.headers.get("Content-Type")?.startsWith("application/json")) {
    const answer = await reply.json();
    if (answer.state === "locked_out") throw new TryAgain(answer);
    if (reply.status < 500) return answer;
  }
  if (reply.status === 403) throw new TryAgain({ state: "locked_out" }); // the cookies are gone, and the token with them
  throw new TryAgain({ state: "fault" });
}

/** Return how many bytes an answer takes as UTF-8. */
export function sizeOf(fields) {
  return new Blob(fields.map(([, value]) => value)).size;
}
