package dev.blockyard.telemetry.benchmarks;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;

/** Metrics of OpenTelemetry's SDK that are read once, at the end. */
final class Meters implements AutoCloseable {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider;

  /** As many series of an instrument as the SDK admits: 2,000. */
  Meters() {
    provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
  }

  /**
   * Other limits.
   *
   * @param series how many an instrument may have
   */
  Meters(int series) {
    provider =
        SdkMeterProvider.builder()
            .registerMetricReader(reader)
            .registerView(
                InstrumentSelector.builder().setName("*").build(),
                View.builder().setCardinalityLimit(series).build())
            .build();
  }

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
