package dev.blockyard.telemetry.internal.servers;

import java.util.Optional;

/**
 * OpenTelemetry that is turned on for a whole Open Liberty server. The server reads the rest of its
 * settings from the same place, too, and none from an application.
 */
public final class ServerWideTelemetry {
  private ServerWideTelemetry() {}

  /** Returns the setting that does it, by its name there. */
  public static Optional<String> setting() {
    if (!OpenLiberty.isUsed()) {
      return Optional.empty();
    }
    if ("false".equalsIgnoreCase(System.getProperty("otel.sdk.disabled"))) {
      return Optional.of("otel.sdk.disabled");
    }
    return "false".equalsIgnoreCase(System.getenv("OTEL_SDK_DISABLED"))
        ? Optional.of("OTEL_SDK_DISABLED")
        : Optional.empty();
  }
}
