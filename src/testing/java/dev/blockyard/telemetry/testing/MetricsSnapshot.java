package dev.blockyard.telemetry.testing;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/** The values of all series at one moment. Immutable. */
public final class MetricsSnapshot {
  private final TreeMap<String, Value> values = new TreeMap<>();

  /** The value of a counter or gauge, or the number of durations and their sum. */
  private record Value(double value, double seconds) {
    static final Value ZERO = new Value(0, 0);
  }

  MetricsSnapshot(PrometheusRegistry registry) {
    for (MetricSnapshot metric : registry.scrape()) {
      String name = metric.getMetadata().getPrometheusName();
      for (DataPointSnapshot point : metric.getDataPoints()) {
        List<String> labels = new ArrayList<>();
        for (Label label : point.getLabels()) {
          labels.add(label.getName() + "=\"" + label.getValue() + "\"");
        }
        if (point instanceof CounterDataPointSnapshot counter) {
          values.put(Series.text(name + "_total", labels), new Value(counter.getValue(), 0));
        } else if (point instanceof GaugeDataPointSnapshot gauge) {
          values.put(Series.text(name, labels), new Value(gauge.getValue(), 0));
        } else if (point instanceof HistogramDataPointSnapshot durations) {
          values.put(
              Series.text(name, labels), new Value(durations.getCount(), durations.getSum()));
        }
      }
    }
  }

  /**
   * Returns the value of a counter or gauge, or the number of durations.
   *
   * @param series the series
   * @return 0 for a series that does not exist yet
   */
  public double value(Series series) {
    return value(series.toString());
  }

  double value(String series) {
    return values.getOrDefault(series, Value.ZERO).value;
  }

  /**
   * Returns the sum of durations.
   *
   * @param durations the series
   * @return zero for a series that does not exist yet
   */
  public Duration total(Series.Durations durations) {
    double seconds = values.getOrDefault(durations.toString(), Value.ZERO).seconds;
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  SortedSet<String> series() {
    return values.navigableKeySet();
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    values.forEach((series, value) -> lines.add(series + " " + MetricsChanges.text(value.value)));
    return String.join("\n", lines);
  }
}
