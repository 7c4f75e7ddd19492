package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One backend: makes the instruments that count. Registering the same series again gives the same
 * series. Every method may throw what the backend throws; so may the instruments.
 */
public interface Instruments {
  /** Counts events; safe for use by many threads. */
  @FunctionalInterface
  interface EventCounter {
    /** Adds one. */
    void increment();
  }

  /** Takes durations; safe for use by many threads. */
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
   * Registers one series of a counter.
   *
   * @param metric which
   * @param labelValues in the order of its label names
   * @return the counter, to be held
   */
  EventCounter counter(BlockyardMetric metric, String... labelValues);

  /**
   * Registers a histogram.
   *
   * @param metric which
   * @return the histogram, to be held
   */
  DurationHistogram histogram(BlockyardMetric metric);

  /**
   * Registers one series of a gauge.
   *
   * @param metric which
   * @param value read at each scrape
   * @param labelValues in the order of its label names
   */
  void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues);

  /**
   * Removes one series.
   *
   * @param metric which
   * @param labelValues in the order of its label names
   */
  void remove(BlockyardMetric metric, String... labelValues);
}
