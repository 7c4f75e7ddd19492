package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Spans of an OpenTelemetry that throws when one starts, or when one ends. */
public final class FailingSpans {
  private FailingSpans() {}

  private record Failing(boolean atStart) implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      if (atStart) {
        throw new IllegalStateException("no start");
      }
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      throw new IllegalStateException("no end");
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }

  /** Makes them; those that can start fail at their end. */
  public static OpenTelemetrySpans of(boolean atStart) {
    return DefaultSpans.of(
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder().addSpanProcessor(new Failing(atStart)).build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build());
  }
}
