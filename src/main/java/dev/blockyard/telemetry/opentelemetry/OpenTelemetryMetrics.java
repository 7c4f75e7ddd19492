package dev.blockyard.telemetry.opentelemetry;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.opentelemetry.OpenTelemetryBackend;
import io.opentelemetry.api.metrics.Meter;

/**
 * Records the metrics with an OpenTelemetry meter, without CDI.
 *
 * <pre>{@code
 * BlockyardMetrics metrics = OpenTelemetryMetrics.on(openTelemetry.getMeter("platform"));
 * metrics.workerSpawned();
 * }</pre>
 *
 * <p>Names are those of the page about metrics, such as {@code blockyard.workers.spawned}; a
 * Prometheus exporter or a collector turns them into the names of Prometheus. Durations are in
 * seconds, with the same buckets. A histogram without a value is not exported: OpenTelemetry has no
 * such thing.
 */
public final class OpenTelemetryMetrics {
  private OpenTelemetryMetrics() {}

  /**
   * Returns metrics that are recorded with a meter. Counters and gauges with a closed label set are
   * exported from the first export on, with value 0. The bound on app names is {@code
   * blockyard.telemetry.apps.max} from MicroProfile Config where there is one, else its default.
   * Raise the SDK's limit of 2,000 series per metric if that needs more: the module does so only in
   * a deployment.
   *
   * @param meter makes the instruments
   * @return metrics that share nothing with those on another meter provider
   */
  public static BlockyardMetrics on(Meter meter) {
    return OpenTelemetryBackend.on(meter);
  }
}
