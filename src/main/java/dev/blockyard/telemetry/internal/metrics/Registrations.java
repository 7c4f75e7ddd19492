package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.Instruments.DurationHistogram;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import dev.blockyard.telemetry.internal.metrics.Instruments.Registration;
import dev.blockyard.telemetry.internal.metrics.Instruments.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Registers the series of one deployment with its backend. What fails is said once. */
final class Registrations {
  /**
   * So many series with an app label are registered at once. SmallRye Metrics compares a new series
   * with all others of its name; this many take it some 30 microseconds.
   */
  private static final int AT_ONCE = 250;

  private static final EventCounter UNCOUNTED =
      new EventCounter() {
        @Override
        public void increment() {}

        @Override
        public void remove() {}
      };

  private static final DurationHistogram UNTIMED =
      new DurationHistogram() {
        @Override
        public void record(Duration duration) {}

        @Override
        public void remove() {}
      };

  private static final Series UNSEEN = () -> {};

  private final Instruments instruments;
  private final Background background;
  private final Warnings warnings;
  private final List<HeldSeries<?>> closed = new ArrayList<>();
  private final AtomicInteger appCounters = new AtomicInteger();
  private volatile boolean over;

  Registrations(Instruments instruments, Warnings warnings) {
    this.instruments = instruments;
    this.background =
        instruments.registration() == Registration.SLOW ? Background.thread() : Background.none();
    this.warnings = warnings;
  }

  /** Registers a counter with closed labels. */
  HeldSeries<EventCounter> counter(BlockyardMetric metric, String... labelValues) {
    return closed(metric, () -> instruments.counter(metric, labelValues), UNCOUNTED);
  }

  HeldSeries<DurationHistogram> histogram(BlockyardMetric metric) {
    return closed(metric, () -> instruments.histogram(metric), UNTIMED);
  }

  void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    closed(metric, () -> instruments.gauge(metric, value, labelValues), UNSEEN);
  }

  private <S extends Series> HeldSeries<S> closed(
      BlockyardMetric metric, Supplier<S> registration, S nothing) {
    HeldSeries<S> series =
        new HeldSeries<>(metric, registration, nothing, nothing, registered -> {}, warnings);
    series.register();
    closed.add(series);
    return series;
  }

  /** Registers a counter with an app label: now, or soon if there are many. */
  HeldSeries<EventCounter> appCounter(
      BlockyardMetric metric, Consumer<EventCounter> registered, String... labelValues) {
    HeldSeries<EventCounter> series =
        new HeldSeries<>(
            metric,
            () -> over ? UNCOUNTED : instruments.counter(metric, labelValues),
            UNCOUNTED,
            new WaitingCounter(),
            registered,
            warnings);
    if (appCounters.incrementAndGet() <= AT_ONCE) {
      series.register();
    } else {
      background.execute(series::register);
    }
    return series;
  }

  void removeAppCounter(HeldSeries<EventCounter> series) {
    series.remove();
    appCounters.decrementAndGet();
  }

  /**
   * Registers again what the registry has lost.
   *
   * @return whether there was something
   */
  boolean renew() {
    boolean lost = false;
    for (HeldSeries<?> series : closed) {
      lost |= series.renew();
    }
    return lost;
  }

  /** Does something over and over. */
  void watch(Runnable task, Duration pause) {
    background.repeat(
        () -> {
          try {
            task.run();
          } catch (Throwable t) {
            warnings.once(Message.BYT0005, t, "the registry", t);
          }
        },
        pause);
  }

  /** Removes every series with closed labels, and registers none any more. */
  void close() {
    over = true;
    background.close();
    closed.forEach(HeldSeries::remove);
  }
}
