package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.internal.messages.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line in the log that states what is on, and where. */
final class StartLine {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  private StartLine() {}

  /**
   * Logs the line of a web application.
   *
   * @param endpoint the path of the module's own endpoint; null if there is none
   * @param urlPatterns the patterns that the request filter is registered for
   */
  static void log(Telemetry telemetry, @Nullable String endpoint, List<String> urlPatterns) {
    log(
        telemetry,
        endpoint == null ? "none of its own" : endpoint,
        urlPatterns.isEmpty() ? "none" : String.join(",", urlPatterns));
  }

  /** Logs the line of a CDI container in which no web application has started. */
  static void logWithoutServlets(Telemetry telemetry, String soFar) {
    log(telemetry, soFar, soFar);
  }

  private static void log(Telemetry telemetry, String endpoint, String requests) {
    LOG.log(
        Level.INFO,
        Message.BYT0016.text(telemetry.backend(), endpoint, requests, telemetry.tracing()));
  }
}
