// The metrics, read as Prometheus does.

import { send, statusOf } from "./server.js";

// What the module's series are told apart by. What a server adds (mp_scope, mp_app) is summed up.
const LABELS = ["app", "le", "phase", "reason", "state", "status"];

const PROBLEMS = {
  401: "It asks for credentials, which this page has not (blockyard.telemetry.metrics.access).",
  403: "This browser may not read it (blockyard.telemetry.metrics.access).",
  404: "There are no metrics: they are turned off, or the server sends them to a collector.",
};

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
export function series(name, labels = {}) {
  const written = LABELS.filter((label) => label in labels).map(
    (label) => `${label}=${JSON.stringify(labels[label])}`,
  );
  return written.length ? `${name}{${written}}` : name;
}

/** What the page shows: the figures by their key, the apps, and the bounds of each histogram. */
export function figuresOf(samples) {
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
export let sources = [...new Set(["metrics", "/metrics"].map((path) => new URL(path, location).href))];

export async function readMetrics() {
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
