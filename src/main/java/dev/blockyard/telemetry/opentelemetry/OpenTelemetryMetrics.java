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
 * translation to Prometheus makes the names there of them. Durations are in seconds, with the same
 * buckets. A histogram without a value is not exported: OpenTelemetry has no such thing.
 */
public final class OpenTelemetryMetrics {
  private OpenTelemetryMetrics() {}

  /**
   * Returns metrics that are recorded with a meter. Counters and gauges with a closed label set are
   * exported from the first export on, with value 0. The bound on app names is {@code
   * blockyard.telemetry.apps.max} from MicroProfile Config where there is one, else its default.
   *
   * @param meter makes the instruments
   * @return metrics that share nothing with those on another meter provider
   */
  public static BlockyardMetrics on(Meter meter) {
    return OpenTelemetryBackend.on(meter);
  }
}
