package dev.blockyard.telemetry.testing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import java.util.List;
import org.assertj.core.api.AssertProvider;

/**
 * The spans of one test, made by an OpenTelemetry SDK of its own that keeps every span in memory.
 * {@code assertThat} of AssertJ accepts it and offers the assertions of {@link SpansAssert}.
 *
 * <p>Spans appear when they end. Safe for use by many threads. Needs {@code
 * io.opentelemetry:opentelemetry-sdk-testing}.
 */
public final class RecordedSpans implements AssertProvider<SpansAssert> {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetry openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(
              ContextPropagators.create(
                  TextMapPropagator.composite(
                      W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())))
          .build();

  RecordedSpans() {}

  /** Returns the spans that have ended, in the order of their ends. */
  public List<SpanData> ended() {
    return List.copyOf(exporter.getFinishedSpanItems());
  }

  /**
   * Returns the OpenTelemetry that the spans come from, for code that makes spans of its own. In
   * CDI it is also what gets injected.
   */
  public OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  void clear() {
    exporter.reset();
  }

  /** Makes a container inject the OpenTelemetry of a test. */
  static void addTo(SyntheticComponents components, TelemetryExtension test) {
    ModuleInTests.replace(components.addBean(OpenTelemetry.class), OpenTelemetry.class, test)
        .createWith(OpenTelemetryCreator.class);
  }

  /** Hands out the OpenTelemetry of the test. */
  public static final class OpenTelemetryCreator implements SyntheticBeanCreator<OpenTelemetry> {
    /** Called by the container. */
    public OpenTelemetryCreator() {}

    @Override
    public OpenTelemetry create(Instance<Object> beans, Parameters parameters) {
      return ModuleInTests.testOf(parameters).spans().openTelemetry();
    }
  }

  /** Called by {@code assertThat} of AssertJ. */
  @Override
  public SpansAssert assertThat() {
    return new SpansAssert(ended());
  }
}
