package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletContext;

/** Whether the server starts a span for each request of a servlet, as Open Liberty does. */
public final class ServerSpans {
  private static final String OF_LIBERTY = "io.openliberty.microprofile.telemetry";

  private ServerSpans() {}

  /** Looks for the filter that does it: it runs inside of those that come before all others. */
  public static boolean areMadeIn(ServletContext application) {
    return application.getFilterRegistrations().keySet().stream()
        .anyMatch(name -> name.startsWith(OF_LIBERTY));
  }
}
