package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.config.ServiceName;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;

/** OpenTelemetry's SDK as its own keys and variables configure it, with the module's endpoint. */
final class AutoconfiguredSdk {
  /** A class of the jar that this needs. */
  static final String AUTOCONFIGURATION =
      "io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk";

  /** What the user may set to something else. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none",
          "otel.bsp.schedule.delay", "1000");

  private AutoconfiguredSdk() {}

  static OpenTelemetrySdk to(String destination) {
    try {
      return AutoConfiguredOpenTelemetrySdk.builder()
          .addPropertiesSupplier(() -> DEFAULTS)
          .addPropertiesCustomizer(configured -> overrides(configured, destination))
          .addSpanExporterCustomizer(
              (exporter, configured) -> new QuietExporter(exporter, destination))
          .disableShutdownHook()
          .build()
          .getOpenTelemetrySdk();
    } catch (ConfigurationException e) {
      throw new TelemetryException(e, Message.BYT0035, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> overrides(ConfigProperties configured, String destination) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("otel.traces.exporter", "otlp");
    overrides.put("otel.exporter.otlp.traces.protocol", "grpc");
    overrides.put("otel.exporter.otlp.traces.endpoint", destination);
    // The SDK would take an empty name for one.
    if (configured.getString("otel.service.name", "").isBlank()) {
      String name = configured.getMap("otel.resource.attributes").get("service.name");
      overrides.put("otel.service.name", name == null ? ServiceName.get() : name);
    }
    return overrides;
  }
}
