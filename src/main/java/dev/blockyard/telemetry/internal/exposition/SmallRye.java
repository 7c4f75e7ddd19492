package dev.blockyard.telemetry.internal.exposition;

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
    return isVisible("io.smallrye.metrics.SharedMetricRegistries")
        && isVisible("io.micrometer.prometheus.PrometheusMeterRegistry");
  }

  private static boolean isVisible(String className) {
    try {
      Class.forName(className, false, SmallRye.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
