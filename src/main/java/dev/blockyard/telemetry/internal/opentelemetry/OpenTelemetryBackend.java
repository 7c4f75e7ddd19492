package dev.blockyard.telemetry.internal.opentelemetry;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/** Finds the metrics of MicroProfile Telemetry; loaded only where OpenTelemetry's API is. */
public final class OpenTelemetryBackend {
  private static final String SCOPE = "dev.blockyard.telemetry";

  private OpenTelemetryBackend() {}

  /**
   * Finds the OpenTelemetry of a deployment.
   *
   * @param beans the deployment's beans
   * @return metrics recorded there; empty if there is none
   */
  public static Optional<DeploymentMetrics> find(BeanManager beans) {
    Instance<OpenTelemetry> found = beans.createInstance().select(OpenTelemetry.class);
    return found.isResolvable() ? Optional.of(on(found.get().getMeter(SCOPE))) : Optional.empty();
  }

  /**
   * Creates the instruments of the metric set.
   *
   * @param meter creates them
   * @return metrics that share nothing with those on another meter provider
   */
  public static RecordingMetrics on(Meter meter) {
    return new RecordingMetrics(
        new OpenTelemetryInstruments(meter), TelemetryConfig.load().maxApps());
  }
}
