package dev.blockyard.telemetry.internal.opentelemetry;

import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
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
 * Instruments of a {@link Meter}. Counters and gauges are asynchronous instruments that read adders
 * of this class: an event costs less than with a synchronous counter, and series can be removed.
 * Series of histograms cannot: the API has no way to do so.
 */
final class OpenTelemetryInstruments implements Instruments {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Meter meter;

  /** The counters and gauges that have series. */
  private final Map<BlockyardMetric, Observed> observed = new ConcurrentHashMap<>();

  private final Map<BlockyardMetric, DoubleHistogram> histograms = new ConcurrentHashMap<>();

  /**
   * The series of a metric, read at each export, and the instrument whose closing ends that: a
   * server's meter outlives the application and would keep it in memory.
   */
  private record Observed(Map<Attributes, LongSupplier> series, AutoCloseable instrument) {}

  OpenTelemetryInstruments(Meter meter) {
    this.meter = meter;
  }

  @Override
  public String backend() {
    return Backend.OPENTELEMETRY.toString();
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    LongAdder events = new LongAdder();
    gauge(metric, events::sum, labelValues);
    return events::increment;
  }

  @Override
  public void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    Attributes labels = attributes(metric, labelValues);
    observed.compute(
        metric,
        (key, before) -> {
          Observed now = before == null ? observe(metric) : before;
          now.series.put(labels, value);
          return now;
        });
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric, String... labelValues) {
    DoubleHistogram histogram = histograms.computeIfAbsent(metric, this::build);
    Attributes labels = attributes(metric, labelValues);
    return duration -> histogram.record(seconds(duration), labels);
  }

  private DoubleHistogram build(BlockyardMetric metric) {
    return meter
        .histogramBuilder(metric.otelName())
        .setDescription(metric.help())
        .setUnit(metric.unit())
        .setExplicitBucketBoundariesAdvice(
            metric.buckets().stream().map(OpenTelemetryInstruments::seconds).toList())
        .build();
  }

  @Override
  public void remove(BlockyardMetric metric, String... labelValues) {
    observed.computeIfPresent(
        metric,
        (key, before) -> {
          before.series.remove(attributes(metric, labelValues));
          if (!before.series.isEmpty()) {
            return before;
          }
          close(before.instrument);
          return null;
        });
  }

  @Override
  public void close() {
    RuntimeException failed = null;
    for (BlockyardMetric metric : BlockyardMetric.values()) {
      Observed removed = observed.remove(metric);
      if (removed != null) {
        try {
          close(removed.instrument);
        } catch (RuntimeException e) {
          failed = e; // the others would go on to be exported
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private static void close(AutoCloseable instrument) {
    try {
      instrument.close();
    } catch (Throwable t) {
      throw new IllegalStateException(t);
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
                  .setUnit(metric.unit())
                  .buildWithCallback(export);
          case HISTOGRAM -> throw new IllegalArgumentException(metric + " cannot be observed");
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
