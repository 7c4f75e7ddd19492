package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletContext;

/**
 * Whether the server, or an agent in it, starts a span for each request of a servlet: inside of the
 * filter, as Open Liberty does, or around it.
 */
public final class ServerSpans {
  private static final String OF_LIBERTY = "io.openliberty.microprofile.telemetry";

  private ServerSpans() {}

  /**
   * Looks for the filter that does it: it runs inside of those that come before all others. Below
   * OpenTelemetry's Java agent it does nothing.
   */
  public static boolean areMadeIn(ServletContext application) {
    return !JavaAgent.isPresent()
        && application.getFilterRegistrations().keySet().stream()
            .anyMatch(name -> name.startsWith(OF_LIBERTY));
  }

  /**
   * Returns whether a span of this thread may be one of the request that is about to begin;
   * elsewhere it would be a leftover of another request. Quarkus starts such spans, and
   * OpenTelemetry's Java agent.
   */
  public static boolean mayBeAround() {
    return JavaAgent.isPresent() || Quarkus.isUsed();
  }
}
