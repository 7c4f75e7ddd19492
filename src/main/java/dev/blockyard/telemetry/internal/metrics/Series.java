package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.Instruments.DurationHistogram;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds series to a backend. A series that the backend refuses is logged once per metric and records
 * nothing; the others work. Once closed, no series is added any more.
 */
final class Series {
  /** The longest duration that every backend accepts: 292 years. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final EventCounter NOT_COUNTED = () -> {};
  private static final DurationHistogram NOT_RECORDED = duration -> {};

  private final Instruments instruments;
  private final Warnings warnings;
  private volatile boolean closed;

  Series(Instruments instruments, Warnings warnings) {
    this.instruments = instruments;
    this.warnings = warnings;
  }

  EventCounter counter(BlockyardMetric metric, String... labelValues) {
    return add(metric, () -> instruments.counter(metric, labelValues), NOT_COUNTED);
  }

  DurationHistogram histogram(BlockyardMetric metric, String... labelValues) {
    return add(metric, () -> instruments.histogram(metric, labelValues), NOT_RECORDED);
  }

  void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    add(
        metric,
        () -> {
          instruments.gauge(metric, value, labelValues);
          return metric;
        },
        metric);
  }

  private <T> T add(BlockyardMetric metric, Supplier<T> addition, T refused) {
    if (closed) {
      return refused;
    }
    try {
      return addition.get();
    } catch (Throwable t) {
      warnings.once(Message.BYT0004, t, metric.prometheusName(), t);
      return refused;
    }
  }

  void remove(BlockyardMetric metric, String... labelValues) {
    try {
      instruments.remove(metric, labelValues);
    } catch (Throwable t) {
      warnings.once(Message.BYT0005, t, "the removal of " + metric.prometheusName(), t);
    }
  }

  /** Adds no series from now on. */
  void close() {
    closed = true;
  }

  /** Returns a duration that every backend accepts: neither negative nor too long. */
  static Duration accepted(@Nullable Duration duration) {
    if (duration == null || duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.toSeconds() < LONGEST.toSeconds() ? duration : LONGEST;
  }
}
