package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.internal.tracing.Spans;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The line that the log has about each deployment. */
final class StartLine {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  private StartLine() {}

  static void log(TelemetryConfig config, ChosenBackend backend, ChosenTracer tracer) {
    Spans spans = tracer.spans();
    LOG.log(
        Level.INFO,
        Message.BYT0016.text(
            backend.backend(),
            backend
                .metrics()
                .flatMap(DeploymentMetrics::text)
                .flatMap(text -> ChosenBackend.endpoint(config))
                .orElse("none of its own"),
            config.urlPatterns().isEmpty() ? "none" : String.join(",", config.urlPatterns()),
            spans == null ? "none" : spans.destination()));
  }
}
