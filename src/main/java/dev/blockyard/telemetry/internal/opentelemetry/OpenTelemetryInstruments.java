package dev.blockyard.telemetry.internal.opentelemetry;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.metrics.Instruments;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Instruments of a {@link Meter}. Counters and gauges are observed: what is counted stands in
 * adders of this class, which costs less per event than a synchronous instrument, and lets a series
 * be removed.
 */
public final class OpenTelemetryInstruments implements Instruments {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Meter meter;

  /** The metrics that have series. */
  private final Map<BlockyardMetric, Observed> observed = new ConcurrentHashMap<>();

  /**
   * The live series of a metric, read at each export, and what ends the reading: a server's meter
   * outlives the application, and holds on to it through what it reads.
   */
  private record Observed(Map<Attributes, LongSupplier> series, AutoCloseable instrument) {}

  public OpenTelemetryInstruments(Meter meter) {
    this.meter = meter;
  }

  @Override
  public Registration registration() {
    return Registration.QUICK;
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    LongAdder events = new LongAdder();
    Series series = gauge(metric, events::sum, labelValues);
    return new EventCounter() {
      @Override
      public void increment() {
        events.increment();
      }

      @Override
      public void remove() {
        series.remove();
      }
    };
  }

  @Override
  public Series gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    Attributes labels = attributes(metric, labelValues);
    observed.compute(
        metric,
        (key, before) -> {
          Observed now = before == null ? observe(metric) : before;
          now.series.put(labels, value);
          return now;
        });
    return () -> remove(metric, labels);
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric) {
    DoubleHistogram histogram =
        meter
            .histogramBuilder(metric.otelName())
            .setDescription(metric.help())
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(
                metric.buckets().stream().map(OpenTelemetryInstruments::seconds).toList())
            .build();
    return new DurationHistogram() {
      @Override
      public void record(Duration duration) {
        histogram.record(seconds(duration));
      }

      @Override
      public void remove() {
        // A histogram ends with its meter provider.
      }
    };
  }

  private void remove(BlockyardMetric metric, Attributes labels) {
    observed.computeIfPresent(
        metric,
        (key, before) -> {
          before.series.remove(labels);
          if (!before.series.isEmpty()) {
            return before;
          }
          close(before.instrument);
          return null;
        });
  }

  private static void close(AutoCloseable instrument) {
    try {
      instrument.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Observed observe(BlockyardMetric metric) {
    Map<Attributes, LongSupplier> series = new ConcurrentHashMap<>();
    Consumer<ObservableLongMeasurement> export =
        measurement ->
            series.forEach((labels, value) -> measurement.record(value.getAsLong(), labels));
    return new Observed(
        series,
        switch (metric.kind()) {
          case COUNTER ->
              meter
                  .counterBuilder(metric.otelName())
                  .setDescription(metric.help())
                  .buildWithCallback(export);
          case GAUGE ->
              meter
                  .gaugeBuilder(metric.otelName())
                  .ofLongs()
                  .setDescription(metric.help())
                  .buildWithCallback(export);
          case HISTOGRAM ->
              throw new IllegalArgumentException(metric + " has no series to observe");
        });
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  private static Attributes attributes(BlockyardMetric metric, String... values) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < values.length; i++) {
      attributes.put(metric.labels().get(i), values[i]);
    }
    return attributes.build();
  }
}
