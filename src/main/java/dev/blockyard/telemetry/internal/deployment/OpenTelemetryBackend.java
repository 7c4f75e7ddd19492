package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.OpenTelemetryDefaults;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.tracing.OpenTelemetrySpans;
import dev.blockyard.telemetry.internal.tracing.Spans;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Optional;

/** Finds MicroProfile Telemetry; loaded only where the API is. */
final class OpenTelemetryBackend {
  /** Without the API, {@link OpenTelemetryBackend} must not be loaded. */
  static final String API = "io.opentelemetry.api.OpenTelemetry";

  private static final String SCOPE = "dev.blockyard.telemetry";

  private OpenTelemetryBackend() {}

  /** Finds what makes spans, unless it is off. */
  static Optional<Spans> spans(BeanManager beans, TelemetryConfig config) {
    Instance<OpenTelemetry> found = beans.createInstance().select(OpenTelemetry.class);
    return found.isResolvable()
        ? Optional.of(
                new OpenTelemetrySpans(
                    found.get(),
                    config.referenceAttributes(),
                    OpenTelemetryDefaults.destination().orElse("propagation only")))
            .filter(OpenTelemetrySpans::isOn)
            .map(spans -> spans)
        : Optional.empty();
  }

  static Optional<BlockyardMetrics> find(BeanManager beans) {
    Instance<OpenTelemetry> found = beans.createInstance().select(OpenTelemetry.class);
    return found.isResolvable()
        ? Optional.of(OpenTelemetryMetrics.on(found.get().getMeter(SCOPE)))
        : Optional.empty();
  }
}
