package dev.blockyard.telemetry.internal.config;

/** What the application can see of what a server may lack. */
public final class ClassPath {
  /** A class of MicroProfile Metrics, without which nothing that uses it must be loaded. */
  public static final String MICROPROFILE_METRICS =
      "org.eclipse.microprofile.metrics.MetricRegistry";

  /** A class of OpenTelemetry's API, without which nothing that uses it must be loaded. */
  public static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

  private ClassPath() {}

  /**
   * Returns whether a class is there. Asking by a name in a string does no harm where it is not.
   *
   * @param className its full name
   * @return whether the module's own code can use it
   */
  public static boolean has(String className) {
    try {
      Class.forName(className, false, ClassPath.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
