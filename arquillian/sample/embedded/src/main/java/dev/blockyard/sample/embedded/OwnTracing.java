package dev.blockyard.sample.embedded;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.logging.otlp.OtlpJsonLoggingSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The platform's own OpenTelemetry, which the module finds as a bean. Its spans stay in this
 * process, so the demo shows traces without a collector. Where {@code Tracing.start} has been
 * called, the module uses that instead.
 */
@ApplicationScoped
class OwnTracing {
  /** OpenTelemetry's exporter of JSON writes to a logger, and to nothing else. */
  private static final Logger EXPORTED =
      Logger.getLogger(OtlpJsonLoggingSpanExporter.class.getName());

  private final Handler kept;

  @Inject
  OwnTracing(RecentTraces traces) {
    this.kept = new KeepingHandler(traces);
  }

  @Produces
  @ApplicationScoped
  OpenTelemetry start() {
    EXPORTED.setUseParentHandlers(false);
    EXPORTED.addHandler(kept);
    Resource platform =
        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "blockyard"));
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(platform)
                .addSpanProcessor(SimpleSpanProcessor.create(OtlpJsonLoggingSpanExporter.create()))
                .build())
        .setPropagators(
            ContextPropagators.create(
                TextMapPropagator.composite(
                    W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
        .build();
  }

  void stop(@Disposes OpenTelemetry started) {
    EXPORTED.removeHandler(kept);
  }

  private static final class KeepingHandler extends Handler {
    private final RecentTraces traces;

    KeepingHandler(RecentTraces traces) {
      this.traces = traces;
    }

    @Override
    public void publish(LogRecord exported) {
      traces.add(exported.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
