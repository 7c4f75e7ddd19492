package dev.blockyard.telemetry.internal.servers;

/**
 * Whether OpenTelemetry's Java agent runs in this process. It starts a SERVER span for each request
 * before the first filter, on any server; seen with 2.14.0, which {@code JavaAgentTest} holds on
 * Jetty, Tomcat and Undertow.
 *
 * <p>Its own class path is out of reach, but it puts a part of itself where every class loader
 * looks first.
 */
public final class JavaAgent {
  private static final boolean PRESENT = isLoaded();

  private JavaAgent() {}

  /** Returns whether it runs. */
  public static boolean isPresent() {
    return PRESENT;
  }

  private static boolean isLoaded() {
    try {
      Class.forName("io.opentelemetry.javaagent.bootstrap.AgentInitializer", false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
