package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The counters that carry one app label. Each is registered when it is first needed and held from
 * then on, so that counting makes no look-up.
 */
final class AppSeries {
  private static final StatusClass[] STATUS_CLASSES = StatusClass.values();

  /**
   * The index of the health-check counter; the request counters come before it, by status class.
   */
  static final int HEALTH_CHECKS = STATUS_CLASSES.length;

  private static final EventCounter REFUSED = () -> {};

  private final String label;
  private final Instruments instruments;
  private final Warnings warnings;
  private final AtomicReferenceArray<@Nullable EventCounter> counters =
      new AtomicReferenceArray<>(HEALTH_CHECKS + 1);
  private boolean forgotten;

  AppSeries(String label, Instruments instruments, Warnings warnings) {
    this.label = label;
    this.instruments = instruments;
    this.warnings = warnings;
  }

  /** Returns the index of the request counter of a status class. */
  @SuppressWarnings("EnumOrdinal") // an array index that never leaves this process
  static int indexOf(StatusClass status) {
    return status.ordinal();
  }

  /** Returns a counter, or null if the app was forgotten meanwhile. */
  @Nullable EventCounter counter(int index) {
    EventCounter held = counters.getAcquire(index);
    return held != null ? held : register(index);
  }

  private synchronized @Nullable EventCounter register(int index) {
    EventCounter held = counters.get(index);
    if (held != null || forgotten) {
      return held;
    }
    EventCounter registered = REFUSED;
    try {
      registered = instruments.counter(metric(index), labelValues(index));
    } catch (Throwable t) {
      warnings.once(Message.BYT0004, t, metric(index).wireName(), t);
    }
    counters.set(index, registered);
    return registered;
  }

  /** Removes every series of the app. Nothing is registered under this object any more. */
  synchronized void forget() {
    forgotten = true;
    for (int index = 0; index <= HEALTH_CHECKS; index++) {
      if (counters.getAndSet(index, null) == null) {
        continue;
      }
      try {
        instruments.remove(metric(index), labelValues(index));
      } catch (Throwable t) {
        warnings.once(Message.BYT0005, t, "forgetApp", t);
      }
    }
  }

  /** Removes every series of the app; from now on nothing is counted here, nor registered. */
  synchronized void close() {
    forget();
    for (int index = 0; index <= HEALTH_CHECKS; index++) {
      counters.set(index, REFUSED);
    }
  }

  private static BlockyardMetric metric(int index) {
    return index == HEALTH_CHECKS
        ? BlockyardMetric.HEALTH_CHECKS_FAILED
        : BlockyardMetric.PROXY_REQUESTS;
  }

  private String[] labelValues(int index) {
    return index == HEALTH_CHECKS
        ? new String[] {label}
        : new String[] {label, STATUS_CLASSES[index].label()};
  }
}
