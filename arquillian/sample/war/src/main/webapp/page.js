// Reads the metrics as Prometheus does, shows them, and does what the buttons say.

const EVERY_MILLIS = 1000;
const PATIENCE_MILLIS = 60_000;
const CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx"];
// What the module's series are told apart by. What a server adds (mp_scope, mp_app) is summed up.
const LABELS = ["app", "le", "phase", "reason", "state", "status"];

const PROBLEMS = {
  401: "It asks for credentials, which this page has not (blockyard.telemetry.metrics.access).",
  403: "This browser may not read it (blockyard.telemetry.metrics.access).",
  404: "There are no metrics: they are turned off, or the server sends them to a collector.",
};

const byId = (id) => document.getElementById(id);

async function send(method, path, body) {
  const signal = AbortSignal.timeout(PATIENCE_MILLIS);
  try {
    return await fetch(path, { method, body, signal, cache: "no-store", redirect: "manual" });
  } catch (e) {
    throw new Error(`The server does not answer (${e.message}).`);
  }
}

/** The status of an answer. Of a redirect, a script may see only that it is one. */
function statusOf(answer) {
  return answer.type === "opaqueredirect" ? 302 : answer.status;
}

// --- The metrics -------------------------------------------------------------------------------

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?\s+(\S+)/;
const LABEL = /([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus text into its samples: name, labels and value of each. */
function parse(text) {
  return text
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line) => {
      const sample = SAMPLE.exec(line);
      if (!sample) {
        throw new Error(`Not a sample: ${line}`);
      }
      const labels = [...(sample[2] ?? "").matchAll(LABEL)].map(([, name, value]) => [
        name,
        value.replace(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped)),
      ]);
      return { name: sample[1], labels: new Map(labels), value: number(sample[3]) };
    });
}

function number(text) {
  return Number(text.replace("Inf", "Infinity"));
}

/** The key of a figure: the name, and its labels as they are written in the text. */
function series(name, labels = {}) {
  const written = LABELS.filter((label) => label in labels).map(
    (label) => `${label}=${JSON.stringify(labels[label])}`,
  );
  return written.length ? `${name}{${written}}` : name;
}

/** What the page shows: the figures by their key, the apps, and the bounds of each histogram. */
function figuresOf(samples) {
  const figures = new Map();
  const apps = new Set();
  const bounds = new Map();
  let info = "";
  for (const { name, labels, value } of samples) {
    if (name.startsWith("blockyard_")) {
      const own = Object.fromEntries(labels);
      if (labels.has("app")) {
        apps.add(own.app);
      }
      if (name === "blockyard_telemetry_info") {
        info = `Recorded by version ${own.version} on the backend ${own.backend}.`;
        continue;
      }
      if (labels.has("le") && (labels.has("app") || labels.has("phase"))) {
        continue; // shown by count and average alone
      }
      if (labels.has("le")) {
        own.le = own.le === "+Inf" ? own.le : String(number(own.le));
        const histogram = name.replace(/_bucket$/, "");
        bounds.set(histogram, (bounds.get(histogram) ?? new Set()).add(own.le));
      }
      const key = series(name, own);
      figures.set(key, (figures.get(key) ?? 0) + value);
    }
  }
  for (const [histogram, les] of bounds) {
    const sorted = [...les].sort((a, b) => number(a) - number(b));
    bounds.set(histogram, sorted);
    countEachBucketAlone(figures, sorted.map((le) => series(`${histogram}_bucket`, { le })));
  }
  return { figures, apps: [...apps].sort(), bounds, info };
}

/** In the text, a bucket also counts what is in those before it. */
function countEachBucketAlone(figures, buckets) {
  let before = 0;
  for (const bucket of buckets) {
    const upTo = figures.get(bucket);
    figures.set(bucket, upTo - before);
    before = upTo;
  }
}

// The application's own endpoint, or the server's.
let sources = [...new Set(["metrics", "/metrics"].map((path) => new URL(path, location).href))];

async function readMetrics() {
  let answer;
  for (const source of sources) {
    answer = await send("GET", source);
    if (answer.status !== 404) {
      sources = [source];
      break;
    }
  }
  if (answer.status !== 200) {
    const why = PROBLEMS[statusOf(answer)] ?? "";
    throw new Error(`${sources.join(" and ")} answers with ${statusOf(answer)}. ${why}`);
  }
  const samples = parse(await answer.text());
  if (!samples.some(({ name }) => name.startsWith("blockyard_"))) {
    throw new Error(`${sources[0]} has no series of the module. Is it turned off?`);
  }
  return samples;
}

// --- The figures -------------------------------------------------------------------------------

let shown = new Map();

function show({ figures, apps, bounds, info }) {
  showApps(apps);
  setText(byId("info"), info);
  const reconciled = figures.get("blockyard_workers_reconciled_timestamp_seconds");
  setText(
    byId("reconciled"),
    reconciled ? new Date(1000 * reconciled).toLocaleTimeString() : "the last reconciliation",
  );
  for (const place of document.querySelectorAll("[data-phase]")) {
    const labels = { phase: place.dataset.phase };
    setText(place, mean(figures, "blockyard_cold_start_phase_seconds", labels));
  }
  for (const place of document.querySelectorAll("[data-histogram]")) {
    showHistogram(place, figures, bounds.get(place.dataset.histogram) ?? []);
  }
  for (const place of document.querySelectorAll("[data-series]")) {
    const key = place.dataset.series;
    const value = figures.get(key) ?? 0;
    setText(place, String(value));
    const by = value - (shown.get(key) ?? 0);
    if (shown.size && by) {
      highlight(place, by);
    }
  }
  shown = figures;
}

function showApps(apps) {
  const body = byId("by-app");
  if (remember(body, apps)) {
    body.replaceChildren(
      ...apps.map((app) =>
        element("tr", {}, [
          element("th", { scope: "row", textContent: app }),
          ...CLASSES.map((status) =>
            figure("td", series("blockyard_proxy_requests_total", { app, status })),
          ),
          figure("td", series("blockyard_health_checks_failed_total", { app })),
        ]),
      ),
    );
  }
}

function showHistogram(place, figures, bounds) {
  const name = place.dataset.histogram;
  const keys = bounds.map((le) => series(`${name}_bucket`, { le }));
  if (remember(place, bounds)) {
    place.replaceChildren(
      element("dl", {}, [
        row("in all", figure("dd", `${name}_count`)),
        row("average (s)", element("dd", { className: "mean" })),
      ]),
      element("table", {}, [
        element("tbody", {}, [
          ...bounds.map((le, i) =>
            element("tr", {}, [
              element("th", { scope: "row", textContent: boundText(le, bounds[i - 1]) }),
              element("td", {}, [element("div", { className: "bar" })]),
              figure("td", keys[i]),
            ]),
          ),
        ]),
      ]),
    );
  }
  setText(place.querySelector(".mean"), mean(figures, name));
  const highest = Math.max(1, ...keys.map((key) => figures.get(key)));
  place.querySelectorAll(".bar").forEach((bar, i) => {
    bar.style.width = `${(100 * figures.get(keys[i])) / highest}%`;
  });
}

function mean(figures, name, labels = {}) {
  const count = figures.get(series(`${name}_count`, labels)) ?? 0;
  const sum = figures.get(series(`${name}_sum`, labels)) ?? 0;
  return count ? (sum / count).toFixed(3) : "–";
}

function row(term, value) {
  return element("div", {}, [element("dt", { textContent: term }), value]);
}

function boundText(le, before) {
  return le === "+Inf" ? `> ${before} s` : `≤ ${le} s`;
}

/** Says whether a place has to be built anew, because it was made for something else. */
function remember(place, content) {
  const made = JSON.stringify(content);
  const changed = place.dataset.made !== made;
  place.dataset.made = made;
  return changed;
}

function figure(tag, key) {
  const place = element(tag, {});
  place.dataset.series = key;
  return place;
}

function element(tag, properties, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Leaves alone what has not changed, or a screen reader would say it again. */
function setText(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function highlight(place, by) {
  place.dataset.by = by > 0 ? `+${by}` : `−${-by}`;
  place.classList.remove("moved");
  void place.offsetWidth; // starts the animation again, if it runs
  place.classList.add("moved");
}

document.addEventListener("animationend", (event) => event.target.classList.remove("moved"));

// --- Every second ------------------------------------------------------------------------------

let reading = Promise.resolve();

/** Reads and shows, one after the other, so that nothing old comes after something new. */
function refresh() {
  reading = reading.then(async () => {
    try {
      showChoice(await readApps());
      await showAddress();
      show(figuresOf(await readMetrics()));
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

async function readText(path) {
  const answer = await send("GET", path);
  if (!answer.ok) {
    throw new Error(`${answer.url} answers with ${statusOf(answer)}.`);
  }
  return (await answer.text()).trim();
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
  byId("log").prepend(element("li", { className, textContent: `${time} ${what}: ${outcome}` }));
  byId("log").children[8]?.remove();
}

async function act(button, action) {
  const focused = document.activeElement === button;
  button.disabled = true;
  try {
    log(button.textContent.trim(), await action(), "");
  } catch (e) {
    log(button.textContent.trim(), `failed. ${e.message}`, "error");
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
