package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.Timer;

/**
 * A backend that a deployment records in, and the instruments of the least that recording costs.
 */
public enum Backend {
  /** SmallRye Metrics; the instruments are the very ones that the module has. */
  MICROPROFILE("microprofile-metrics") {
    @Override
    Runnable heldCounter() {
      Counter counter = Registry.get().getCounter(new MetricID("blockyard_bundles_uploaded_total"));
      return counter::inc;
    }

    @Override
    LongConsumer heldTimer() {
      Timer timer = Registry.get().getTimer(new MetricID("blockyard_cold_start_seconds"));
      return nanos -> timer.update(Duration.ofNanos(nanos));
    }

    @Override
    long recorded() {
      return Registry.recorded();
    }
  },

  /**
   * The built-in backend; nobody else can reach its registry, so that the instruments are twins.
   */
  PROMETHEUS("prometheus") {
    @Override
    Runnable heldCounter() {
      CounterDataPoint counter = Twins.COUNTER.labelValues();
      return counter::inc;
    }

    @Override
    LongConsumer heldTimer() {
      DistributionDataPoint histogram = Twins.HISTOGRAM.labelValues();
      return nanos -> histogram.observe(nanos / NANOS_PER_SECOND);
    }

    @Override
    long recorded() throws IOException, ServletException {
      return PrometheusRecords.in(Twins.REGISTRY)
          + PrometheusRecords.in(new Application().text())
          + Registry.recorded(); // of SmallRye's own annotations
    }
  };

  private static final String KEY = "blockyard.telemetry.metrics.backend";
  private static final double NANOS_PER_SECOND = 1e9;

  private static final class Twins {
    static final PrometheusRegistry REGISTRY = new PrometheusRegistry();
    static final io.prometheus.metrics.core.metrics.Counter COUNTER =
        io.prometheus.metrics.core.metrics.Counter.builder()
            .name("held")
            .withoutExemplars()
            .register(REGISTRY);
    static final Histogram HISTOGRAM =
        Histogram.builder()
            .name("held_seconds")
            .classicOnly()
            .classicUpperBounds(PrometheusClient.bounds(BlockyardMetric.COLD_START))
            .withoutExemplars()
            .register(REGISTRY);
  }

  private final String value;

  Backend(String value) {
    this.value = value;
  }

  /** Returns the value of the key. */
  String value() {
    return value;
  }

  /** Returns the MicroProfile Config of a deployment that records in this backend. */
  Map<String, String> settings() {
    return Map.of(KEY, value);
  }

  /** Returns the backend of the deployment that there is. */
  static Backend deployed() {
    return PROMETHEUS.value.equals(System.getProperty(KEY)) ? PROMETHEUS : MICROPROFILE;
  }

  abstract Runnable heldCounter();

  /** Returns a timer that is given nanoseconds. */
  abstract LongConsumer heldTimer();

  /** Returns the sum of all counters, and of the numbers of durations, of the deployment. */
  abstract long recorded() throws IOException, ServletException;
}
