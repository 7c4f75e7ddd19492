package dev.blockyard.telemetry.benchmarks;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** What a registry of Prometheus' client has recorded. */
final class PrometheusRecords {
  private PrometheusRecords() {}

  /** Returns the sum of all counters, and of the numbers of durations. */
  static long in(PrometheusRegistry registry) {
    return registry.scrape().stream().mapToLong(PrometheusRecords::of).sum();
  }

  private static long of(MetricSnapshot metric) {
    if (metric instanceof CounterSnapshot counter) {
      return (long)
          counter.getDataPoints().stream().mapToDouble(CounterDataPointSnapshot::getValue).sum();
    }
    return metric instanceof HistogramSnapshot histogram
        ? histogram.getDataPoints().stream().mapToLong(HistogramDataPointSnapshot::getCount).sum()
        : 0;
  }
}
