package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.OtlpEndpoint;
import dev.blockyard.telemetry.internal.config.ServiceName;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.servers.JavaAgent;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's SDK, set up for use outside of a server; loaded only where the SDK is. */
public final class StartedTracing {
  /** A class of each jar that this one needs. */
  public static final String SDK = "io.opentelemetry.sdk.OpenTelemetrySdk";

  /** The other one. */
  public static final String EXPORTER = "io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter";

  private static final long SECONDS_BETWEEN_EXPORTS = 1;
  private static final long SECONDS_TO_FLUSH = 5;

  /** Null where spans go nowhere, or to OpenTelemetry's Java agent. */
  private final @Nullable OpenTelemetrySdk sdk;

  private final Spans spans;

  private StartedTracing(@Nullable OpenTelemetrySdk sdk, Spans spans) {
    this.sdk = sdk;
    this.spans = spans;
  }

  /**
   * Starts to trace. Where OpenTelemetry's Java agent is on, it makes and sends the spans.
   *
   * @param endpoint where spans go otherwise; null for nowhere
   * @return what makes them
   */
  public static StartedTracing start(@Nullable OtlpEndpoint endpoint) {
    TextMapPropagator propagator =
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
    HttpSpanOptions options = HttpSpanOptions.of(TelemetryConfig.load());
    if (JavaAgent.isPresent()) {
      OpenTelemetrySpans agents =
          new OpenTelemetrySpans(GlobalOpenTelemetry.get(), options, "OpenTelemetry's Java agent");
      if (agents.isOn()) {
        return new StartedTracing(null, agents);
      }
    }
    if (endpoint == null) {
      return new StartedTracing(null, new OpenTelemetrySpans(propagator, options));
    }
    OpenTelemetrySdk sdk =
        ClassPath.has(AutoconfiguredSdk.AUTOCONFIGURATION)
            ? AutoconfiguredSdk.to(endpoint.url())
            : OpenTelemetrySdk.builder()
                .setTracerProvider(tracers(endpoint.url()))
                .setPropagators(ContextPropagators.create(propagator))
                .build();
    return new StartedTracing(sdk, new OpenTelemetrySpans(sdk, options, endpoint.url()));
  }

  private static SdkTracerProvider tracers(String destination) {
    return SdkTracerProvider.builder()
        .setResource(
            Resource.getDefault()
                .merge(
                    Resource.create(
                        Attributes.of(AttributeKey.stringKey("service.name"), ServiceName.get()))))
        .addSpanProcessor(
            BatchSpanProcessor.builder(
                    new QuietExporter(
                        OtlpGrpcSpanExporter.builder().setEndpoint(destination).build(),
                        destination))
                .setScheduleDelay(SECONDS_BETWEEN_EXPORTS, TimeUnit.SECONDS)
                .build())
        .build();
  }

  /**
   * Returns what makes spans.
   *
   * @return the same object each time
   */
  public Spans spans() {
    return spans;
  }

  /** Sends what has not been sent, and ends, within a bounded time. */
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(SECONDS_TO_FLUSH, TimeUnit.SECONDS);
    }
  }
}
