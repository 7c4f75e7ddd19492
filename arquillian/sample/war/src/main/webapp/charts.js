// The last minutes of a few series.

import { element, remember, setText } from "./dom.js";

const MINUTES = 5;
const WIDTH = 300;
const HEIGHT = 60;

/** What has been read: when, and the figures. */
let history = [];

export function showCharts(figures) {
  const now = Date.now();
  const oldest = now - MINUTES * 60_000;
  history = [...history.filter(({ at }) => at >= oldest), { at: now, figures }];
  for (const place of document.querySelectorAll("[data-chart]")) {
    const { chart, rate } = place.dataset;
    const values = history.map(({ at, figures }) => ({ at, value: sum(figures, chart) }));
    show(place, rate === undefined ? values : perSecond(values), oldest);
  }
}

/** Of all series of that name that have these labels. */
function sum(figures, chart) {
  const [name, label = ""] = chart.split("|");
  return [...figures]
    .filter(([key]) => key.split("{")[0] === name && key.includes(label))
    .reduce((total, [, value]) => total + value, 0);
}

/** A counter that starts again has counted from zero. */
function perSecond(values) {
  return values.slice(1).map(({ at, value }, i) => {
    const before = values[i];
    const more = value < before.value ? value : value - before.value;
    return { at, value: (1000 * more) / Math.max(1, at - before.at) };
  });
}

function show(place, values, oldest) {
  const highest = Math.max(0, ...values.map(({ value }) => value));
  const last = values.at(-1)?.value ?? 0;
  if (remember(place, MINUTES)) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    drawing.setAttribute("preserveAspectRatio", "none");
    drawing.setAttribute("aria-hidden", "true");
    drawing.append(document.createElementNS("http://www.w3.org/2000/svg", "polyline"));
    place.append(drawing, element("p"));
  }
  setText(place.querySelector("p"), `${short(last)} now, ${short(highest)} at most`);
  const points = values.map(({ at, value }) => {
    const x = (WIDTH * (at - oldest)) / (MINUTES * 60_000);
    const y = HEIGHT - 2 - ((HEIGHT - 4) * value) / (highest || 1);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  place.querySelector("polyline").setAttribute("points", points.join(" "));
}

const short = (value) => String(Number(value.toFixed(value < 10 ? 1 : 0)));
