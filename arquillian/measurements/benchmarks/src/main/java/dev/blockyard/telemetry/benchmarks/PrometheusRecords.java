package dev.blockyard.telemetry.benchmarks;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.regex.Pattern;

/** What a registry of Prometheus' client has recorded. */
final class PrometheusRecords {
  private static final Pattern COUNT = Pattern.compile("\\w+_(total|count)[ {]");

  private PrometheusRecords() {}

  /** Returns the sum of all counters, and of the numbers of durations. */
  static long in(PrometheusRegistry registry) {
    return registry.scrape().stream().mapToLong(PrometheusRecords::of).sum();
  }

  /** Returns the same for what an endpoint of the module shows. */
  static long in(String text) {
    return text.lines()
        .filter(line -> COUNT.matcher(line).lookingAt())
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
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
