package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.microprofile.MicroProfileBackend;
import dev.blockyard.telemetry.internal.opentelemetry.OpenTelemetryBackend;
import dev.blockyard.telemetry.internal.prometheus.PrometheusBackend;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Optional;

/**
 * The metrics backend of one deployment.
 *
 * @param backend which one; never {@link Backend#AUTO}
 * @param metrics record there; empty for {@link Backend#NONE}
 */
record ChosenBackend(Backend backend, Optional<DeploymentMetrics> metrics) {
  /** Records nothing. */
  static final ChosenBackend NONE = new ChosenBackend(Backend.NONE, Optional.empty());

  /**
   * Chooses the first backend that the configuration allows and the deployment has.
   *
   * @throws TelemetryException if the configuration asks for a backend that is not there
   */
  static ChosenBackend in(BeanManager beans, TelemetryConfig config) {
    for (Backend candidate : candidates(config)) {
      Optional<DeploymentMetrics> metrics = find(candidate, beans, config);
      if (metrics.isPresent()) {
        return new ChosenBackend(candidate, metrics);
      }
    }
    reportMissing(config.backend());
    return NONE;
  }

  private static List<Backend> candidates(TelemetryConfig config) {
    if (config.backend() != Backend.AUTO) {
      return List.of(config.backend());
    }
    return config.openTelemetryMetrics()
        ? List.of(Backend.MICROPROFILE_METRICS, Backend.OPENTELEMETRY, Backend.PROMETHEUS)
        : List.of(Backend.MICROPROFILE_METRICS, Backend.PROMETHEUS);
  }

  private static Optional<DeploymentMetrics> find(
      Backend candidate, BeanManager beans, TelemetryConfig config) {
    return switch (candidate) {
      case MICROPROFILE_METRICS ->
          ClassPath.has(ClassPath.MICROPROFILE_METRICS)
              ? MicroProfileBackend.find(beans, config)
              : Optional.empty();
      case OPENTELEMETRY ->
          config.openTelemetryEnabled() && ClassPath.has(ClassPath.OPEN_TELEMETRY)
              ? OpenTelemetryBackend.find(beans, config)
              : Optional.empty();
      case PROMETHEUS ->
          ClassPath.hasPrometheus()
              ? Optional.of(PrometheusBackend.create(config))
              : Optional.empty();
      case AUTO, NONE -> Optional.empty();
    };
  }

  /** Returns whether a backend that the configuration allows has a text for the endpoint. */
  static boolean mayHaveText(TelemetryConfig config) {
    return switch (config.backend()) {
      case AUTO, MICROPROFILE_METRICS, PROMETHEUS -> true;
      case OPENTELEMETRY, NONE -> false;
    };
  }

  private static void reportMissing(Backend configured) {
    switch (configured) {
      case MICROPROFILE_METRICS ->
          throw new TelemetryException(
              Message.BYT0002,
              configured,
              "there is no MetricRegistry to inject in this deployment");
      case OPENTELEMETRY ->
          throw new TelemetryException(
              Message.BYT0002,
              configured,
              "there is no OpenTelemetry to inject in this deployment, or otel.sdk.disabled is not"
                  + " \"false\"");
      case AUTO -> new Warnings().once(Message.BYT0003, null, "");
      case PROMETHEUS ->
          throw new TelemetryException(
              Message.BYT0002,
              configured,
              "io.prometheus:prometheus-metrics-core and"
                  + " io.prometheus:prometheus-metrics-exposition-textformats are not in this"
                  + " application");
      case NONE -> {}
    }
  }
}
