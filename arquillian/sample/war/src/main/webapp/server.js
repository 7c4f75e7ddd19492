// What the page asks the server.

/** How long the page waits for an answer, or for the first word over a WebSocket. */
export const PATIENCE_MILLIS = 60_000;

export async function send(method, path, body) {
  const signal = AbortSignal.timeout(PATIENCE_MILLIS);
  try {
    return await fetch(path, { method, body, signal, cache: "no-store", redirect: "manual" });
  } catch (e) {
    throw new Error(`The server does not answer (${e.message}).`);
  }
}

/** The status of an answer. Of a redirect, a script may see only that it is one. */
export function statusOf(answer) {
  return answer.type === "opaqueredirect" ? 302 : answer.status;
}

export async function readText(path) {
  const answer = await send("GET", path);
  if (!answer.ok) {
    throw new Error(`${answer.url} answers with ${statusOf(answer)}.`);
  }
  return (await answer.text()).trim();
}
