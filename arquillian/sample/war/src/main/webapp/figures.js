// The figures, and which of them have just moved.

import { byId, element, remember, setText } from "./dom.js";
import { series } from "./metrics.js";

const CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx"];

let shown = new Map();

export function showFigures({ figures, apps, bounds, info }) {
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

function figure(tag, key) {
  const place = element(tag, {});
  place.dataset.series = key;
  return place;
}

function highlight(place, by) {
  place.dataset.by = by > 0 ? `+${by}` : `−${-by}`;
  place.classList.remove("moved");
  void place.offsetWidth; // starts the animation again, if it runs
  place.classList.add("moved");
}

document.addEventListener("animationend", (event) => event.target.classList.remove("moved"));
