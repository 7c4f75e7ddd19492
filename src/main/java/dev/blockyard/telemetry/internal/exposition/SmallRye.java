package dev.blockyard.telemetry.internal.exposition;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import java.util.Optional;

/** Asks for SmallRye Metrics without needing it. */
public final class SmallRye {
  private SmallRye() {}

  /**
   * Returns whether the application brings SmallRye Metrics with the Prometheus text format. A
   * server that brings MicroProfile Metrics itself, and an endpoint with it, hides these classes.
   *
   * @return whether {@link PrometheusText} can be used
   */
  public static boolean isInApplication() {
    return ClassPath.has("io.smallrye.metrics.SharedMetricRegistries")
        && ClassPath.has("io.micrometer.prometheus.PrometheusMeterRegistry");
  }

  /**
   * Returns where the module shows the metrics itself.
   *
   * @param config the deployment's
   * @return a path below the context root; empty where it does not
   */
  public static Optional<String> endpoint(TelemetryConfig config) {
    boolean possible =
        config.backend() == Backend.AUTO || config.backend() == Backend.MICROPROFILE_METRICS;
    return possible && isInApplication() ? config.endpoint() : Optional.empty();
  }
}
