package dev.blockyard.telemetry.internal.prometheus;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The built-in backend. Loaded only if the Prometheus client library is present. */
public final class PrometheusBackend {
  private PrometheusBackend() {}

  /**
   * Creates a registry for one deployment.
   *
   * @param config the deployment's configuration
   * @return metrics with a text for the module's own endpoint
   */
  public static DeploymentMetrics create(TelemetryConfig config) {
    return on(new PrometheusRegistry(), config);
  }

  /**
   * Records in a registry.
   *
   * @param registry where the series live
   * @return metrics that share nothing with those in another registry
   */
  public static DeploymentMetrics on(PrometheusRegistry registry) {
    return on(registry, TelemetryConfig.load());
  }

  private static DeploymentMetrics on(PrometheusRegistry registry, TelemetryConfig config) {
    return new RecordingMetrics(
        new PrometheusInstruments(registry), config.maxApps(), config.appDurations());
  }
}
