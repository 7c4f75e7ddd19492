// The last traces as waterfalls. A server that does not keep them has no such path.

import { byId, element, remember } from "./dom.js";
import { send } from "./server.js";

const KEPT = 12;
const MAX_SPANS = 500;
const ERROR = 2;
const TRACE_ID = /^[0-9a-f]{32}$/i;
const SPAN_ID = /^[0-9a-f]{16}$/i;

/** From a trace's ID to its spans by their ID, in the order of arrival. */
const traces = new Map();
let count = 0;
let kept = true;

export async function readTraces() {
  if (!kept) {
    return;
  }
  const answer = await send("GET", `api/traces?after=${count}`);
  kept = answer.status !== 404;
  byId("traces").hidden = !kept;
  if (answer.ok) {
    count = Number(answer.headers.get("Traces-Count"));
    (await answer.text()).split("\n").forEach(add);
  }
}

/** Workers send what they like: what is no span is left out, and so is what is too much. */
function add(line) {
  try {
    const exported = JSON.parse(line);
    for (const { resource, scopeSpans } of exported.resourceSpans ?? [exported]) {
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        const made = read(span, resource);
        const known = traces.get(made.trace) ?? new Map();
        if (known.size < MAX_SPANS || known.has(made.id)) {
          traces.set(made.trace, known.set(made.id, made));
        }
      }
    }
  } catch {
    // no JSON, or not of OTLP
  }
}

function read(span, resource) {
  const start = Number(span.startTimeUnixNano) / 1e6;
  const end = Number(span.endTimeUnixNano) / 1e6;
  const trace = String(span.traceId);
  const id = String(span.spanId);
  // "trace-list" is an element of the page, and an empty ID stands for no parent.
  if (!span.name || !(start <= end) || !TRACE_ID.test(trace) || !SPAN_ID.test(id)) {
    throw new Error("no span");
  }
  return {
    trace,
    id,
    parent: String(span.parentSpanId ?? ""),
    name: String(span.name),
    service: valueOf(resource.attributes, "service.name"),
    app: valueOf(span.attributes ?? [], "blockyard.app"),
    status: valueOf(span.attributes ?? [], "http.response.status_code"),
    failed: span.status?.code === ERROR,
    start,
    end,
  };
}

function valueOf(attributes, key) {
  const value = attributes.find((attribute) => attribute.key === key)?.value ?? {};
  return String(value.stringValue ?? value.intValue ?? "");
}

export function showTraces() {
  const newest = [...traces].sort(([, a], [, b]) => startOf(b) - startOf(a)).slice(0, KEPT);
  const list = byId("trace-list");
  const ids = newest.map(([id]) => id);
  if (remember(list, ids)) {
    list.replaceChildren(...ids.map((id) => byId(elementId(id)) ?? emptyTrace(id)));
  }
  for (const id of traces.keys()) {
    if (!ids.includes(id)) {
      traces.delete(id);
    }
  }
  newest.forEach(([id, spans]) => showTrace(byId(elementId(id)), [...spans.values()]));
  byId("no-traces").hidden = newest.length > 0;
}

const elementId = (id) => `trace-${id}`;

const startOf = (spans) => Math.min(...[...spans.values()].map((span) => span.start));

function emptyTrace(id) {
  return element("details", { id: elementId(id) }, [
    element("summary"),
    element("div", { className: "scroll", role: "group", ariaLabel: "Spans", tabIndex: 0 }, [
      element("table", { className: "waterfall" }),
    ]),
  ]);
}

function showTrace(place, spans) {
  if (!remember(place, spans)) {
    return;
  }
  const start = Math.min(...spans.map((span) => span.start));
  const length = Math.max(...spans.map((span) => span.end)) - start;
  const rows = tree(spans);
  const [{ span: root }] = rows;
  const app = root.app || spans.find((span) => span.app)?.app;
  const failed = spans.some((span) => span.failed) ? "with an error" : "";
  const many = rows.length === 1 ? "1 span" : `${rows.length} spans`;
  const summary = [root.name, app, root.status, millis(length), many, failed];
  place.querySelector("summary").textContent = summary.filter(Boolean).join(" · ");
  place.querySelector("table").replaceChildren(
    element("thead", {}, [
      element("tr", {}, [
        ...["span", "process", "begins", "takes", "timeline"].map((textContent) =>
          element("th", { scope: "col", textContent }),
        ),
      ]),
    ]),
    element("tbody", {}, rows.map((row) => spanRow(row, start, length))),
  );
}

/** The spans in the order of a tree, and how deep each is in it. */
function tree(spans) {
  const ids = new Set(spans.map((span) => span.id));
  const children = (parent) =>
    spans
      .filter((span) => (ids.has(span.parent) && span.parent !== span.id ? span.parent : "") === parent)
      .sort((a, b) => a.start - b.start || b.end - a.end);
  const rows = [];
  const walk = (parent, depth) => {
    for (const span of children(parent)) {
      rows.push({ span, depth });
      walk(span.id, depth + 1);
    }
  };
  walk("", 0);
  // What a worker sent may be a circle, which has no root.
  return rows.length ? rows : [{ span: spans[0], depth: 0 }];
}

function spanRow({ span, depth }, start, length) {
  const bar = element("div", { className: "bar" });
  bar.style.marginLeft = `${percent(span.start - start, length)}%`;
  bar.style.width = `${percent(span.end - span.start, length)}%`;
  const name = element("th", { scope: "row", textContent: span.name });
  name.style.paddingLeft = `${depth}rem`;
  return element("tr", { className: span.failed ? "failed" : "" }, [
    name,
    element("td", { textContent: span.service }),
    element("td", { textContent: millis(span.start - start) }),
    element("td", { textContent: millis(span.end - span.start) + (span.failed ? ", failed" : "") }),
    element("td", {}, [bar]),
  ]);
}

const percent = (part, whole) => (whole ? (100 * part) / whole : 0);

const millis = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

// --- From a button to the trace that it made -----------------------------------------------------

const MILLIS_TO_LINK = 10_000;
let waiting = [];

/** Adds a link to an entry of the log, once there is a trace that was not there before. */
export function linkNextTrace(entry, before) {
  waiting.push({ entry, before, until: Date.now() + MILLIS_TO_LINK });
}

export const knownTraces = () => new Set(traces.keys());

export function linkTraces() {
  const others = new Set();
  waiting = waiting.filter(({ entry, before, until }) => {
    const [made] = [...traces]
      .filter(([id]) => !before.has(id) && !others.has(id))
      .sort(([, a], [, b]) => startOf(a) - startOf(b));
    if (made) {
      others.add(made[0]);
      entry.append(" ", link(made[0]));
    }
    return !made && Date.now() < until;
  });
}

function link(id) {
  const made = element("a", { href: `#${elementId(id)}`, textContent: "Its trace" });
  made.addEventListener("click", (event) => {
    const place = byId(elementId(id));
    if (place) {
      event.preventDefault();
      place.open = true;
      place.querySelector("summary").focus();
      place.scrollIntoView({ block: "nearest" });
    }
  });
  return made;
}
