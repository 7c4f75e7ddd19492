package dev.blockyard.telemetry.microprofile;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.microprofile.MicroProfileBackend;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Records the metrics in a MicroProfile registry, without CDI.
 *
 * <pre>{@code
 * BlockyardMetrics metrics = MicroProfileMetrics.on(registry);
 * metrics.workerSpawned();
 * }</pre>
 *
 * <p>Durations are timers, because a MicroProfile {@code Histogram} takes whole numbers only. Their
 * buckets come from MicroProfile Config, where the module adds its own.
 */
public final class MicroProfileMetrics {
  private MicroProfileMetrics() {}

  /**
   * Returns metrics that are recorded in a registry. Every series with a closed label set is
   * registered at once, with value 0. The bound on app names is {@code
   * blockyard.telemetry.apps.max} from MicroProfile Config where there is one, else its default.
   *
   * <p>What the registry refuses (it has a metric of the same name and another type, say) is not
   * recorded; that is logged with code {@code BYT0004}, and the other metrics work. Where another
   * application records in the same registry already, counters and histograms are sums and its
   * gauges are the ones that are shown; that is logged with code {@code BYT0011}. Where another
   * source of configuration takes the module's buckets away, that is logged with code {@code
   * BYT0019}.
   *
   * <p>From some hundred series with an app label on, further ones are registered in the background
   * (a daemon thread that ends when it is idle), with all that was counted meanwhile.
   *
   * @param registry where the series live
   * @return metrics that share nothing with those on another registry
   */
  public static BlockyardMetrics on(MetricRegistry registry) {
    return MicroProfileBackend.on(registry);
  }
}
