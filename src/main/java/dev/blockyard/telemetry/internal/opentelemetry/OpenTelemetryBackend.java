package dev.blockyard.telemetry.internal.opentelemetry;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/** Records with OpenTelemetry. Loaded only if its API is present. */
public final class OpenTelemetryBackend {
  private static final String SCOPE = "dev.blockyard.telemetry";

  private OpenTelemetryBackend() {}

  /**
   * Finds the OpenTelemetry of a deployment.
   *
   * @param beans the deployment's beans
   * @param config the deployment's configuration
   * @return metrics recorded there; empty if there is none
   */
  public static Optional<DeploymentMetrics> find(BeanManager beans, TelemetryConfig config) {
    Instance<OpenTelemetry> found = beans.createInstance().select(OpenTelemetry.class);
    return found.isResolvable()
        ? Optional.of(on(found.get().getMeter(SCOPE), config))
        : Optional.empty();
  }

  /**
   * Records with a meter.
   *
   * @param meter creates the instruments
   * @return metrics that share nothing with those of another meter provider
   */
  public static DeploymentMetrics on(Meter meter) {
    return on(meter, TelemetryConfig.load());
  }

  private static DeploymentMetrics on(Meter meter, TelemetryConfig config) {
    return new RecordingMetrics(
        new OpenTelemetryInstruments(meter), config.maxApps(), config.appDurations());
  }
}
