package dev.blockyard.telemetry.benchmarks;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;

/** Metrics of OpenTelemetry's SDK that are read once, at the end. */
final class Meters implements AutoCloseable {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();

  Meter meter() {
    return provider.get("benchmarks");
  }

  /** Returns the sum of all counters, and of the numbers of durations. */
  long recorded() {
    return reader.collectAllMetrics().stream().mapToLong(Meters::recorded).sum();
  }

  private static long recorded(MetricData metric) {
    return metric.getData().getPoints().stream().mapToLong(point -> recorded(metric, point)).sum();
  }

  private static long recorded(MetricData metric, PointData point) {
    return switch (metric.getType()) {
      case LONG_SUM -> ((LongPointData) point).getValue();
      case HISTOGRAM -> ((HistogramPointData) point).getCount();
      default -> 0;
    };
  }

  @Override
  public void close() {
    provider.close();
  }
}
