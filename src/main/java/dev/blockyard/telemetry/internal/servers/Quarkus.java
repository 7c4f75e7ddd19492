package dev.blockyard.telemetry.internal.servers;

/**
 * Quarkus (3.33.2) starts CDI, servlets and filters when it builds an application for native code,
 * or else before the application runs: OpenTelemetry and the settings of the machine are there only
 * when CDI's event {@code Startup} comes.
 *
 * <p>It asks config sources for their names while it builds the configuration of an application,
 * and fails if one of them asks for that configuration. It turns OpenTelemetry on itself, and
 * starts a SERVER span for each request before the first filter. Held by {@code StartIT}, {@code
 * RequestsIT} and {@code TracesIT} on Quarkus.
 */
public final class Quarkus {
  private static final boolean USED = isVisible();

  private Quarkus() {}

  /** Returns whether this is an application on Quarkus, or a part of its build. */
  public static boolean isUsed() {
    return USED;
  }

  private static boolean isVisible() {
    try {
      Class.forName("io.quarkus.runtime.Application", false, Quarkus.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
