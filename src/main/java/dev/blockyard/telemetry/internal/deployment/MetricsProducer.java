package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.config.UnknownKeys;
import dev.blockyard.telemetry.internal.exposition.SmallRye;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Chooses the backend of a deployment and hands it out. No type of a metrics API is in its
 * signatures: a server that lacks one must still deploy the jar.
 */
@ApplicationScoped
class MetricsProducer {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  @Produces
  @ApplicationScoped
  BlockyardMetrics metrics(BeanManager beans) {
    TelemetryConfig config = TelemetryConfig.load();
    if (!config.enabled()) {
      return BlockyardMetrics.noop();
    }
    BlockyardMetrics metrics = BlockyardMetrics.noop();
    Backend used = Backend.NONE;
    for (Backend candidate : candidates(config.backend())) {
      Optional<BlockyardMetrics> found = find(candidate, config, beans);
      if (found.isPresent()) {
        metrics = found.get();
        used = candidate;
        break;
      }
    }
    if (used == Backend.NONE && config.backend() != Backend.NONE) {
      missing(config.backend());
    }
    LOG.log(
        Level.INFO,
        Message.BYT0016.text(
            used,
            SmallRye.endpoint(config).orElse("none of its own"),
            config.urlPatterns().isEmpty() ? "none" : String.join(",", config.urlPatterns()),
            DeployedSpans.describe(beans)));
    UnknownKeys.warn();
    return metrics;
  }

  private static Backend[] candidates(Backend wanted) {
    return wanted == Backend.AUTO
        ? new Backend[] {Backend.MICROPROFILE_METRICS, Backend.OPENTELEMETRY}
        : new Backend[] {wanted};
  }

  private static Optional<BlockyardMetrics> find(
      Backend candidate, TelemetryConfig config, BeanManager beans) {
    return switch (candidate) {
      case MICROPROFILE_METRICS ->
          ClassPath.has(ClassPath.MICROPROFILE_METRICS)
              ? MicroProfileBackend.find(beans)
              : Optional.empty();
      case OPENTELEMETRY ->
          config.openTelemetryEnabled() && ClassPath.has(ClassPath.OPEN_TELEMETRY)
              ? OpenTelemetryBackend.find(beans)
              : Optional.empty();
      case AUTO, NONE -> Optional.empty();
    };
  }

  private static void missing(Backend wanted) {
    switch (wanted) {
      case MICROPROFILE_METRICS ->
          throw new TelemetryException(
              Message.BYT0002, wanted, "there is no MetricRegistry to inject in this deployment");
      case OPENTELEMETRY ->
          throw new TelemetryException(
              Message.BYT0002,
              wanted,
              "there is no OpenTelemetry to inject in this deployment, or otel.sdk.disabled is not"
                  + " \"false\"");
      case AUTO, NONE -> new Warnings().once(Message.BYT0003, null, "");
    }
  }

  /** The application is being stopped. */
  void close(@Disposes BlockyardMetrics metrics) {
    if (metrics instanceof RecordingMetrics recording) {
      recording.close();
    }
  }

  /** Series with a closed label set exist from the deployment on, not from the first event. */
  void register(@Observes Startup event, BeanManager beans) {
    DeployedMetrics.of(beans);
  }
}
