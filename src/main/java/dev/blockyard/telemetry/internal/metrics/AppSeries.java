package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.StatusClass;
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

  private final String label;
  private final Registrations registrations;
  private final AtomicReferenceArray<@Nullable HeldSeries<EventCounter>> counters =
      new AtomicReferenceArray<>(HEALTH_CHECKS + 1);
  private boolean forgotten;

  AppSeries(String label, Registrations registrations) {
    this.label = label;
    this.registrations = registrations;
  }

  /** Returns the index of the request counter of a status class. */
  @SuppressWarnings("EnumOrdinal") // an array index that never leaves this process
  static int indexOf(StatusClass status) {
    return status.ordinal();
  }

  /** Returns a counter, or null if the app was forgotten meanwhile. */
  @Nullable EventCounter counter(int index) {
    HeldSeries<EventCounter> held = counters.getAcquire(index);
    if (held == null) {
      held = add(index);
    }
    return held == null ? null : held.now();
  }

  private synchronized @Nullable HeldSeries<EventCounter> add(int index) {
    HeldSeries<EventCounter> held = counters.get(index);
    if (held == null && !forgotten) {
      held = registrations.appCounter(metric(index), labelValues(index));
      counters.set(index, held);
    }
    return held;
  }

  /** Registers the request counters, of every status class. */
  void expectRequest() {
    for (StatusClass status : STATUS_CLASSES) {
      counter(indexOf(status));
    }
  }

  /** Registers again what the registry has lost. */
  boolean renew() {
    boolean lost = false;
    for (int index = 0; index <= HEALTH_CHECKS; index++) {
      HeldSeries<EventCounter> held = counters.get(index);
      lost |= held != null && held.renew();
    }
    return lost;
  }

  /** Removes every series of the app. Nothing is registered under this object any more. */
  synchronized void forget() {
    forgotten = true;
    remove();
  }

  /** Removes every series of the app. */
  synchronized void remove() {
    for (int index = 0; index <= HEALTH_CHECKS; index++) {
      HeldSeries<EventCounter> held = counters.getAndSet(index, null);
      if (held != null) {
        registrations.removeAppCounter(held);
      }
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
