package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/**
 * Chooses the backend of a deployment and hands it out. No type of a metrics API is in its
 * signatures: a server that lacks one must still deploy the jar.
 */
@ApplicationScoped
class MetricsProducer {

  @Produces
  @ApplicationScoped
  BlockyardMetrics metrics(BeanManager beans) {
    TelemetryConfig config = TelemetryConfig.load();
    if (!config.enabled() || config.backend() == Backend.NONE) {
      return BlockyardMetrics.noop();
    }
    if (config.backend() == Backend.OPENTELEMETRY) {
      throw new TelemetryException(
          Message.BYT0002, "opentelemetry", "this version of the module cannot record there");
    }
    Optional<BlockyardMetrics> found =
        MicroProfileBackend.isOnClassPath() ? MicroProfileBackend.find(beans) : Optional.empty();
    if (found.isEmpty() && config.backend() == Backend.MICROPROFILE_METRICS) {
      throw new TelemetryException(
          Message.BYT0002,
          "microprofile-metrics",
          "there is no MetricRegistry to inject in this deployment");
    }
    return found.orElseGet(MetricsProducer::nothing);
  }

  /** The application is being stopped. */
  void close(@Disposes BlockyardMetrics metrics) {
    if (metrics instanceof RecordingMetrics recording) {
      recording.close();
    }
  }

  private static BlockyardMetrics nothing() {
    new Warnings().once(Message.BYT0003, null, "");
    return BlockyardMetrics.noop();
  }

  /** Series with a closed label set exist from the deployment on, not from the first event. */
  void register(@Observes Startup event, BeanManager beans) {
    DeployedMetrics.of(beans);
  }
}
