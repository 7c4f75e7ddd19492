// Shows what the server says every second, and does what the buttons say.

import { showCharts } from "./charts.js";
import { byId, element, remember, setText } from "./dom.js";
import { showFigures } from "./figures.js";
import { figuresOf, readMetrics, sources } from "./metrics.js";
import { PATIENCE_MILLIS, readText, send, statusOf } from "./server.js";
import { knownTraces, linkNextTrace, linkTraces, readTraces, showTraces } from "./traces.js";

const EVERY_MILLIS = 1000;

// --- Every second ------------------------------------------------------------------------------

let reading = Promise.resolve();

/** Reads and shows, one after the other, so that nothing old comes after something new. */
function refresh() {
  reading = reading.then(async () => {
    try {
      showChoice(await readApps());
      await showAddress();
      await readTraces();
      showTraces();
      linkTraces();
      const shown = figuresOf(await readMetrics());
      showFigures(shown);
      showCharts(shown.figures);
      setText(byId("read"), new Date().toLocaleTimeString());
      setText(byId("problem"), "");
    } catch (e) {
      setText(byId("problem"), e.message);
    }
    setText(byId("source"), sources[0]);
    byId("source").href = sources[0];
    byId("problem").hidden = !byId("problem").textContent;
    document.body.classList.toggle("stale", !byId("problem").hidden);
  });
  return reading;
}

async function readApps() {
  return (await readText("api/apps")).split("\n");
}

function showChoice(names) {
  const choice = byId("app");
  if (remember(choice, names)) {
    const chosen = choice.value;
    choice.replaceChildren(...names.map((name) => new Option(name)));
    choice.value = names.includes(chosen) ? chosen : names[0];
  }
}

/** An app is untrusted: its pages belong on the app's own origin, not on that of this page. */
async function showAddress() {
  const app = byId("app").value;
  if (remember(byId("visit"), app)) {
    byId("visit").href = await readText(`api/apps/${app}`);
  }
}

async function live() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(live, EVERY_MILLIS);
}

byId("app").addEventListener("change", refresh);
document.addEventListener("visibilitychange", () => document.hidden || refresh());

// --- The buttons -------------------------------------------------------------------------------

const sessions = [];

const to = (path) => `app/${byId("app").value}/${path}`;
const api = (path) => `api/apps/${byId("app").value}/${path}`;

const ACTIONS = {
  spawn: () => call("POST", api("workers"), 201),
  crash: () => call("POST", to("crash"), 502),
  "idle-out": () => call("POST", "api/idle-out", 200),
  fill: fillUp,
  "start-fails": () => deployAndStart("broken", "fails"),
  "start-hangs": () => deployAndStart("stuck", "hangs"),
  "request-1xx": () => connect().then(disconnect),
  "request-2xx": () => call("GET", to(""), 200),
  "request-3xx": () => call("GET", to("status/302"), 302),
  "request-4xx": () => call("GET", to("status/418"), 418),
  "request-5xx": () => call("GET", to("status/503"), 503),
  "no-app": () => call("GET", "app/nosuch/", 404),
  open: openSession,
  close: () => disconnect(sessions.at(-1)),
  "good-bundle": async () => {
    const bundle = await send("GET", "api/example-bundle");
    return call("PUT", api("bundle"), 201, await bundle.blob());
  },
  "bad-bundle": () => call("PUT", api("bundle"), 422, new Blob(["PK, and no more of a zip"])),
};

/** Sends a request; anything but the answer that belongs to it is an error. */
async function call(method, path, expected, body) {
  const answer = await send(method, path, body);
  const plain = (answer.headers.get("Content-Type") ?? "").startsWith("text/plain");
  const text = plain ? ` ${(await answer.text()).trim()}` : "";
  if (statusOf(answer) !== expected) {
    throw new Error(`${method} ${path} → ${statusOf(answer)}, not ${expected}.${text}`);
  }
  return `${method} ${path} → ${expected}${text}`;
}

/** Spawns until the platform refuses to, which is after a few workers. */
async function fillUp() {
  let spawned = 0;
  for (;;) {
    const answer = await send("POST", api("workers"));
    if (answer.status === 429) {
      return `${spawned} spawned. ${(await answer.text()).trim()}`;
    }
    if (answer.status !== 201) {
      throw new Error(`POST ${api("workers")} → ${statusOf(answer)}`);
    }
    spawned++;
  }
}

/** Deploys an app that does not start, and tries to start it. */
async function deployAndStart(app, start) {
  const bundle = await send("GET", `api/example-bundle?start=${start}`);
  await call("PUT", `api/apps/${app}/bundle`, 201, await bundle.blob());
  return call("POST", `api/apps/${app}/workers`, 503);
}

/** Opens a WebSocket; it is of use once the worker behind it has sent something back. */
function connect() {
  const url = new URL(to("ws"), location);
  url.protocol = url.protocol.replace("http", "ws");
  return new Promise((connected, failed) => {
    const socket = new WebSocket(url);
    const late = setTimeout(() => socket.close(), PATIENCE_MILLIS);
    socket.onopen = () => socket.send("ping");
    socket.onmessage = () => {
      clearTimeout(late);
      connected(socket);
    };
    socket.onclose = ({ code, reason }) => {
      clearTimeout(late);
      failed(new Error(`${url.pathname} was closed (${code}). ${reason}`));
    };
  });
}

function disconnect(socket) {
  return new Promise((closed) => {
    socket.addEventListener("close", () => closed("WebSocket closed"));
    socket.close(1000);
  });
}

async function openSession() {
  const socket = await connect();
  sessions.push(socket);
  showSessions();
  socket.onclose = ({ code, reason }) => {
    sessions.splice(sessions.indexOf(socket), 1);
    showSessions();
    if (code !== 1000) {
      log("Session", `closed by the server (${code}). ${reason}`, "");
    }
  };
  return "WebSocket connected";
}

function showSessions() {
  setText(byId("sessions"), String(sessions.length));
  byId("close").disabled = !sessions.length;
}

function log(what, outcome, className) {
  const time = new Date().toLocaleTimeString();
  const entry = element("li", { className, textContent: `${time} ${what}: ${outcome}` });
  byId("log").prepend(entry);
  byId("log").children[8]?.remove();
  return entry;
}

async function act(button, action) {
  const focused = document.activeElement === button;
  const what = button.textContent.trim();
  button.disabled = true;
  const before = await readTraces().then(knownTraces, knownTraces);
  try {
    linkNextTrace(log(what, await action(), ""), before);
  } catch (e) {
    linkNextTrace(log(what, `failed. ${e.message}`, "error"), before);
  }
  button.disabled = false;
  showSessions();
  // A button that is disabled loses the focus.
  if (focused && document.activeElement === document.body) {
    button.focus();
  }
  await refresh();
}

for (const [id, action] of Object.entries(ACTIONS)) {
  byId(id).addEventListener("click", () => act(byId(id), action));
}
live();
