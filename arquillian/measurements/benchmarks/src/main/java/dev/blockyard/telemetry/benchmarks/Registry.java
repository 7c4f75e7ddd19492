package dev.blockyard.telemetry.benchmarks;

import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Timer;

/** The application's registry of SmallRye Metrics, which is one per JVM. */
final class Registry {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(5);

  private Registry() {}

  static MetricRegistry get() {
    return SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);
  }

  /**
   * Adds series that nobody records in. Each has a name of its own: the registry takes those much
   * faster than as many series of one name.
   */
  static void fill(int series) {
    MetricRegistry registry = get();
    for (int i = 0; i < series; i++) {
      registry.counter(Metadata.builder().withName("other_" + i + "_total").build());
    }
  }

  /** Returns the sum of all counters, and of the numbers of durations. */
  static long recorded() {
    return get().getMetrics().values().stream()
        .mapToLong(
            metric ->
                metric instanceof Counter counter
                    ? counter.getCount()
                    : metric instanceof Timer timer ? timer.getCount() : 0)
        .sum();
  }

  /** Waits for what the module registers and counts in the background. */
  static void awaitRecorded(long expected) throws InterruptedException {
    long start = System.nanoTime();
    while (!hasRecorded(expected)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException("not recorded: " + expected);
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  private static boolean hasRecorded(long expected) {
    try {
      return recorded() >= expected;
    } catch (NullPointerException e) {
      return false; // the registry shows a counter before the counter can be read
    }
  }

  static void clear() {
    get().removeMatching(MetricFilter.ALL);
    SharedMetricRegistries.drop(MetricRegistry.APPLICATION_SCOPE);
  }
}
