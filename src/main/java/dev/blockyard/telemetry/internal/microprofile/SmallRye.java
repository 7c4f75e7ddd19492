package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.config.ClassPath;

/** Asks for SmallRye Metrics without needing it. */
public final class SmallRye {
  private static final String SMALLRYE = "io.smallrye.metrics.SharedMetricRegistries";

  private SmallRye() {}

  /**
   * Returns whether the application brings SmallRye Metrics with the Prometheus text format. A
   * server that brings MicroProfile Metrics itself, and an endpoint with it, hides these classes.
   *
   * @return whether {@link SmallRyeText} can be used
   */
  public static boolean isInApplication() {
    return ClassPath.has(SMALLRYE)
        && ClassPath.has("io.micrometer.prometheus.PrometheusMeterRegistry");
  }

  /**
   * Returns whether SmallRye Metrics keeps its series in a Micrometer that is not beside it, but
   * the server's, as WildFly's subsystem {@code micrometer} offers one. All applications share
   * that.
   *
   * @return false where one of them is not there at all
   */
  public static boolean isOnMicrometerOfTheServer() {
    try {
      return load(SMALLRYE).getClassLoader()
          != load("io.micrometer.core.instrument.Metrics").getClassLoader();
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static Class<?> load(String className) throws ClassNotFoundException {
    return Class.forName(className, false, SmallRye.class.getClassLoader());
  }
}
