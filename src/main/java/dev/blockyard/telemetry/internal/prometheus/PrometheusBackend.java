package dev.blockyard.telemetry.internal.prometheus;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.config.PrometheusPropertiesException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The built-in backend. Loaded only if the Prometheus client library is present. */
public final class PrometheusBackend {
  private PrometheusBackend() {}

  /**
   * Creates a registry for one deployment.
   *
   * @param config the deployment's configuration
   * @return metrics with a text for the module's own endpoint
   * @throws TelemetryException if a setting of the library's own keeps it from starting
   */
  public static DeploymentMetrics create(TelemetryConfig config) {
    return on(new PrometheusRegistry(), config);
  }

  /** The library reads its settings in a static initializer. */
  private static Throwable reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason;
  }

  /**
   * Records in a registry.
   *
   * @param registry where the series live
   * @return metrics that share nothing with those in another registry
   * @throws TelemetryException if a setting of the library's own keeps it from starting
   */
  public static DeploymentMetrics on(PrometheusRegistry registry) {
    return on(registry, TelemetryConfig.load());
  }

  private static DeploymentMetrics on(PrometheusRegistry registry, TelemetryConfig config) {
    try {
      PrometheusProperties.get();
    } catch (LinkageError | PrometheusPropertiesException e) {
      throw new TelemetryException(Message.BYT0075, reason(e));
    }
    return new RecordingMetrics(
        new PrometheusInstruments(registry), config.maxApps(), config.appDurations());
  }
}
