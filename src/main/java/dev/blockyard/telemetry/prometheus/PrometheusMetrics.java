package dev.blockyard.telemetry.prometheus;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.prometheus.PrometheusBackend;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Records the metrics with the Prometheus client library, without CDI.
 *
 * <pre>{@code
 * PrometheusRegistry registry = new PrometheusRegistry();
 * BlockyardMetrics metrics = PrometheusMetrics.on(registry);
 * metrics.workerSpawned(); // blockyard_workers_spawned_total +1
 * }</pre>
 *
 * <p>Expose the registry with an exporter of that library. Durations are classic histograms in
 * seconds. In the OpenMetrics format, their buckets have exemplars with {@code trace_id} and {@code
 * span_id} where a duration was recorded in a sampled OpenTelemetry span.
 */
public final class PrometheusMetrics {
  private PrometheusMetrics() {}

  /**
   * Returns metrics that are recorded in a registry. Every series with a closed label set is added
   * at once, with value 0. The bound on app names is {@code blockyard.telemetry.apps.max} from
   * MicroProfile Config if there is one, else its default.
   *
   * <p>A metric that the registry refuses, for example because it has one of the same name, is not
   * recorded; that is logged with code {@code BYT0004}, and the other metrics work.
   *
   * @param registry where the series live
   * @return metrics that share nothing with those in another registry; safe for use by many threads
   * @throws RuntimeException with code {@code BYT0075} if the library refuses one of its own
   *     settings
   */
  public static BlockyardMetrics on(PrometheusRegistry registry) {
    return PrometheusBackend.on(registry);
  }
}
