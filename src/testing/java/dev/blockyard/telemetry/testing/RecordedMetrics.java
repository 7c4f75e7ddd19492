package dev.blockyard.telemetry.testing;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.assertj.core.api.AssertProvider;

/**
 * Metrics of one test, recorded by the module's built-in backend. {@code assertThat} of AssertJ
 * accepts it and offers the assertions of {@link MetricsAssert} about everything since the test
 * began.
 *
 * <pre>{@code
 * RecordedMetrics metrics = RecordedMetrics.create();
 * new Workers(metrics.recorder()).evict("worker-1");
 * assertThat(metrics).counted(workersStopped(GRACEFUL), 1).andNothingElse();
 * }</pre>
 *
 * <p>Safe for use by many threads. Two of them share nothing.
 */
public final class RecordedMetrics implements AssertProvider<MetricsAssert> {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final BlockyardMetrics recorder = PrometheusMetrics.on(registry);
  private volatile MetricsSnapshot start = snapshot();

  private RecordedMetrics() {}

  /** Returns metrics that nobody has recorded in. */
  public static RecordedMetrics create() {
    return new RecordedMetrics();
  }

  /** Returns what the code under test records with. */
  public BlockyardMetrics recorder() {
    return recorder;
  }

  /**
   * Returns the value of a counter or gauge, or the number of durations.
   *
   * @param series the series
   * @return 0 for a series that does not exist yet
   */
  public double value(Series series) {
    return snapshot().value(series);
  }

  /** Returns all values as they are now. */
  public MetricsSnapshot snapshot() {
    return new MetricsSnapshot(registry);
  }

  /**
   * Returns how far each series moved since a snapshot.
   *
   * @param before a snapshot of these metrics
   */
  public MetricsChanges since(MetricsSnapshot before) {
    return new MetricsChanges(before, snapshot());
  }

  /** Begins the next test of the same instance. */
  void restart() {
    start = snapshot();
  }

  /** Called by {@code assertThat} of AssertJ. */
  @Override
  public MetricsAssert assertThat() {
    return since(start).assertThat();
  }

  /** Returns the series that moved since the test began, one a line. */
  @Override
  public String toString() {
    return since(start).toString();
  }
}
