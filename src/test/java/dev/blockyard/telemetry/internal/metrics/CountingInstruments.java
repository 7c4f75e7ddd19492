package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** One sum of all that is counted, series that were removed included. */
class CountingInstruments implements Instruments {
  final AtomicLong counted = new AtomicLong();

  /** A series is being registered. */
  void registering(String series) {}

  /** A series is being removed. */
  void removing(String series) {}

  @Override
  public Registration registration() {
    return Registration.QUICK;
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    String series = metric + List.of(labelValues).toString();
    registering(series);
    return new EventCounter() {
      @Override
      public void increment() {
        counted.incrementAndGet();
      }

      @Override
      public void remove() {
        removing(series);
      }
    };
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric) {
    return new DurationHistogram() {
      @Override
      public void record(Duration duration) {}

      @Override
      public void remove() {}
    };
  }

  @Override
  public Series gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {
    return () -> {};
  }
}
