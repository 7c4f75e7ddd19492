package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import dev.blockyard.telemetry.internal.metrics.Instruments.Series;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A series, held so that recording makes no look-up, together with how to register it: that may
 * happen later than it is wanted, and again if a registry that applications share has lost it.
 *
 * @param <S> what is recorded with
 */
final class HeldSeries<S extends Series> {
  private final BlockyardMetric metric;
  private final Supplier<S> registration;
  private final S nothing;
  private final Consumer<? super S> registered;
  private final Warnings warnings;
  private volatile S series;
  private boolean removed;

  /**
   * Holds a series that is not registered yet.
   *
   * @param metric which
   * @param registration registers it
   * @param nothing stands in when the series was refused
   * @param waiting stands in until it is registered
   * @param registered is told what to record with from now on, at each registration
   * @param warnings says what failed
   */
  HeldSeries(
      BlockyardMetric metric,
      Supplier<S> registration,
      S nothing,
      S waiting,
      Consumer<? super S> registered,
      Warnings warnings) {
    this.metric = metric;
    this.registration = registration;
    this.nothing = nothing;
    this.series = waiting;
    this.registered = registered;
    this.warnings = warnings;
  }

  /** Returns what to record with; another one soon, so it is not to be kept. */
  S now() {
    return series;
  }

  /** Registers the series, unless it was removed meanwhile. */
  synchronized void register() {
    if (removed) {
      return;
    }
    S before = series;
    try {
      series = registration.get();
    } catch (Throwable t) {
      series = nothing;
      warnings.once(Message.BYT0004, t, metric.wireName(), t);
    }
    registered.accept(series);
    if (before instanceof WaitingCounter waiting) {
      passOn(waiting);
    }
  }

  private void passOn(WaitingCounter waiting) {
    try {
      waiting.passOnTo((EventCounter) series);
    } catch (Throwable t) {
      warnings.once(Message.BYT0005, t, metric.wireName(), t);
    }
  }

  /**
   * Registers the series again if the registry has lost it.
   *
   * @return whether it had
   */
  synchronized boolean renew() {
    boolean lost = !removed && !series.isRegistered();
    if (lost) {
      register();
    }
    return lost;
  }

  /** Takes the series out of the registry for good; who is just recording still does so, unseen. */
  synchronized void remove() {
    removed = true;
    try {
      series.remove();
    } catch (Throwable t) {
      warnings.once(Message.BYT0005, t, "the removal of " + metric.wireName(), t);
    }
  }
}
