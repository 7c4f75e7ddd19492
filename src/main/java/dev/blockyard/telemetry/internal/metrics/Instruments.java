package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The series of one backend. Each method may throw whatever the backend throws, and so may the
 * instruments. Thread-safe.
 */
public interface Instruments extends AutoCloseable {
  /** Counts events. Thread-safe. */
  @FunctionalInterface
  interface EventCounter {
    /** Adds one. */
    void increment();
  }

  /** Sorts durations into buckets. Thread-safe. */
  @FunctionalInterface
  interface DurationHistogram {
    /**
     * Adds a duration.
     *
     * @param duration not negative
     */
    void record(Duration duration);
  }

  /**
   * Returns the backend's name: the label {@code backend} of {@code blockyard_telemetry_info}.
   *
   * @return the value of {@code blockyard.telemetry.metrics.backend} that selects it
   */
  String backend();

  /**
   * Adds a series of a counter.
   *
   * @param metric a counter
   * @param labelValues in the order of {@link BlockyardMetric#labels()}
   * @return the counter, which callers hold to avoid the look-up
   */
  EventCounter counter(BlockyardMetric metric, String... labelValues);

  /**
   * Adds a series of a histogram.
   *
   * @param metric a histogram
   * @param labelValues in the order of {@link BlockyardMetric#labels()}
   * @return the histogram, which callers hold to avoid the look-up
   */
  DurationHistogram histogram(BlockyardMetric metric, String... labelValues);

  /**
   * Adds a series of a gauge.
   *
   * @param metric a gauge
   * @param value read at each scrape or export
   * @param labelValues in the order of {@link BlockyardMetric#labels()}
   */
  void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues);

  /**
   * Removes a series of a counter or histogram. Instruments that callers still hold accept events,
   * which nobody will see.
   *
   * @param metric a metric with labels
   * @param labelValues in the order of {@link BlockyardMetric#labels()}
   */
  void remove(BlockyardMetric metric, String... labelValues);

  /**
   * Returns the text for the module's own endpoint.
   *
   * @return empty if the server shows or exports the metrics itself
   */
  default Optional<MetricsText> text() {
    return Optional.empty();
  }

  /** Removes all series. */
  @Override
  void close();
}
