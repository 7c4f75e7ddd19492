package dev.blockyard.telemetry.internal.config;

/** What the application can see of what a server may lack. */
public final class ClassPath {
  /** A class of MicroProfile Metrics, without which nothing that uses it must be loaded. */
  public static final String MICROPROFILE_METRICS =
      "org.eclipse.microprofile.metrics.MetricRegistry";

  /** A class of OpenTelemetry's API, without which nothing that uses it must be loaded. */
  public static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

  /** A class of Jakarta Servlet, which a server may lack. */
  public static final String SERVLETS = "jakarta.servlet.ServletContext";

  /** A class of each jar of the Prometheus client library that the built-in backend needs. */
  private static final String[] PROMETHEUS = {
    "io.prometheus.metrics.core.metrics.Counter",
    "io.prometheus.metrics.model.registry.PrometheusRegistry",
    "io.prometheus.metrics.config.PrometheusProperties",
    "io.prometheus.metrics.expositionformats.ExpositionFormats",
    "io.prometheus.metrics.tracer.common.SpanContext",
    "io.prometheus.metrics.tracer.initializer.SpanContextSupplier"
  };

  private ClassPath() {}

  /**
   * Returns whether the built-in backend can be used.
   *
   * @return false if the application left out the Prometheus client library, or a jar of it
   */
  public static boolean hasPrometheus() {
    for (String className : PROMETHEUS) {
      if (!has(className)) {
        return false;
      }
    }
    return true;
  }

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
