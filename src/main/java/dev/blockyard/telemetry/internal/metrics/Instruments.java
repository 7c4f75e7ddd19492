package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One backend: makes the instruments that count. Registering the same series again gives the same
 * series. Every method may throw what the backend throws; so may the instruments.
 */
public interface Instruments {
  /** What it takes to register a series. */
  enum Registration {
    /** Not much, whatever the thread. */
    QUICK,
    /** The longer, the more series there are. */
    SLOW,
    /** The application's own thread, by which the server knows the application. */
    ON_CALLER
  }

  /** One series in a registry. */
  interface Series {
    /**
     * Returns whether the registry still has it. One that applications share may lose it with
     * another application; what is recorded from then on is nowhere to be seen.
     *
     * @return false if it has to be registered again
     */
    default boolean isRegistered() {
      return true;
    }

    /** Takes it out of the registry. */
    void remove();
  }

  /** Counts events; safe for use by many threads. */
  interface EventCounter extends Series {
    /** Adds one. */
    void increment();
  }

  /** Takes durations; safe for use by many threads. */
  interface DurationHistogram extends Series {
    /**
     * Adds a duration.
     *
     * @param duration not negative
     */
    void record(Duration duration);
  }

  /**
   * Returns what it takes to register a series.
   *
   * @return always the same
   */
  Registration registration();

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
   * Registers one series of a gauge. Where another application's is registered, that one stays.
   *
   * @param metric which
   * @param value read at each scrape
   * @param labelValues in the order of its label names
   * @return the gauge, to be held
   */
  Series gauge(BlockyardMetric metric, LongSupplier value, String... labelValues);
}
