package dev.blockyard.telemetry.internal.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Adds up everything that is counted, including events of removed series. */
class CountingInstruments implements Instruments {
  final AtomicLong counted = new AtomicLong();

  /** Called before a series is added. */
  void adding(String series) {}

  /** Called before a series is removed. */
  void removing(String series) {}

  @Override
  public String backend() {
    return "counting";
  }

  @Override
  public EventCounter counter(BlockyardMetric metric, String... labelValues) {
    adding(metric + List.of(labelValues).toString());
    return new EventCounter() {
      @Override
      public void increment() {
        counted.incrementAndGet();
      }
    };
  }

  @Override
  public DurationHistogram histogram(BlockyardMetric metric, String... labelValues) {
    adding(metric + List.of(labelValues).toString());
    return duration -> counted.incrementAndGet();
  }

  @Override
  public void gauge(BlockyardMetric metric, LongSupplier value, String... labelValues) {}

  @Override
  public void remove(BlockyardMetric metric, String... labelValues) {
    removing(metric + List.of(labelValues).toString());
  }

  @Override
  public void close() {}
}
