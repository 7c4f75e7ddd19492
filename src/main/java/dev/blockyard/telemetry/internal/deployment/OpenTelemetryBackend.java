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
  private static final String SCOPE = "dev.blockyard.telemetry";

  private OpenTelemetryBackend() {}

  /** Finds what makes spans, unless it is off. */
  static Optional<Spans> spans(BeanManager beans, TelemetryConfig config) {
    return openTelemetry(beans)
        .map(
            openTelemetry ->
                new OpenTelemetrySpans(
                    openTelemetry,
                    config.referenceAttributes(),
                    OpenTelemetryDefaults.destination().orElse("propagation only")))
        .filter(OpenTelemetrySpans::isOn)
        .map(Spans.class::cast);
  }

  static Optional<BlockyardMetrics> find(BeanManager beans) {
    return openTelemetry(beans)
        .map(openTelemetry -> OpenTelemetryMetrics.on(openTelemetry.getMeter(SCOPE)));
  }

  private static Optional<OpenTelemetry> openTelemetry(BeanManager beans) {
    Instance<OpenTelemetry> found = beans.createInstance().select(OpenTelemetry.class);
    return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
  }
}
