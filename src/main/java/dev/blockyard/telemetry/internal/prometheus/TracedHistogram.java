package dev.blockyard.telemetry.internal.prometheus;

import dev.blockyard.telemetry.internal.metrics.Instruments.DurationHistogram;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A classic histogram of durations in seconds, whose buckets have exemplars. */
final class TracedHistogram implements Collector {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Histogram histogram;
  private final String[] labelNames;
  private final double[] upperBounds;
  private final Map<Labels, BucketExemplars> exemplars = new ConcurrentHashMap<>();

  TracedHistogram(Histogram.Builder histogram, String[] labelNames, double[] upperBounds) {
    this.histogram =
        histogram
            .labelNames(labelNames)
            .classicOnly()
            .classicUpperBounds(upperBounds)
            .withoutExemplars()
            .build();
    this.labelNames = labelNames;
    this.upperBounds = upperBounds;
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  DurationHistogram series(String... labelValues) {
    DistributionDataPoint series = histogram.labelValues(labelValues);
    BucketExemplars buckets =
        exemplars.computeIfAbsent(
            Labels.of(labelNames, labelValues), key -> new BucketExemplars(upperBounds));
    return duration -> {
      double seconds = seconds(duration);
      series.observe(seconds);
      buckets.record(seconds);
    };
  }

  void remove(String... labelValues) {
    histogram.remove(labelValues);
    exemplars.remove(Labels.of(labelNames, labelValues));
  }

  @Override
  public HistogramSnapshot collect() {
    HistogramSnapshot counts = histogram.collect();
    return new HistogramSnapshot(
        counts.getMetadata(), counts.getDataPoints().stream().map(this::withExemplars).toList());
  }

  private HistogramDataPointSnapshot withExemplars(HistogramDataPointSnapshot counts) {
    BucketExemplars buckets = exemplars.get(counts.getLabels());
    return buckets == null
        ? counts
        : new HistogramDataPointSnapshot(
            counts.getClassicBuckets(),
            counts.getSum(),
            counts.getLabels(),
            buckets.current(),
            counts.getCreatedTimestampMillis());
  }

  @Override
  public MetricFamilyDescriptor getMetricFamilyDescriptor() {
    return histogram.getMetricFamilyDescriptor();
  }
}
