package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The counters that carry one app label. Each is registered when it is first needed and held from
 * then on, so that counting makes no look-up.
 */
final class AppSeries {
  private static final StatusClass[] STATUS_CLASSES = StatusClass.values();
  private static final VarHandle COUNTERS =
      MethodHandles.arrayElementVarHandle(EventCounter[].class);

  /**
   * The index of the health-check counter; the request counters come before it, by status class.
   */
  static final int HEALTH_CHECKS = STATUS_CLASSES.length;

  private final String label;
  private final Registrations registrations;

  /** What to count with, once registered: {@link HeldSeries#now} without the way through it. */
  private final @Nullable EventCounter[] counters = new EventCounter[HEALTH_CHECKS + 1];

  /** How to register the same again, and to remove it. */
  private final AtomicReferenceArray<@Nullable HeldSeries<EventCounter>> series =
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
    EventCounter counter = (EventCounter) COUNTERS.getAcquire(counters, index);
    return counter != null ? counter : add(index);
  }

  private synchronized @Nullable EventCounter add(int index) {
    HeldSeries<EventCounter> held = series.get(index);
    if (held == null && !forgotten) {
      held =
          registrations.appCounter(
              metric(index),
              counter -> COUNTERS.setRelease(counters, index, counter),
              labelValues(index));
      series.set(index, held);
    }
    return held == null ? null : held.now();
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
      HeldSeries<EventCounter> held = series.get(index);
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
      HeldSeries<EventCounter> held = series.getAndSet(index, null);
      if (held != null) {
        registrations.removeAppCounter(held);
        COUNTERS.setRelease(counters, index, null);
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
