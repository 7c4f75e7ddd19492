package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * A span that has ids and nothing else: where it goes nowhere, to describe it would cost every
 * request more than to count it.
 */
final class UnrecordedSpan {
  private static final IdGenerator IDS = IdGenerator.random();

  private UnrecordedSpan() {}

  /** Returns one below the span of a context; the first of a trace if there is none. */
  static Span below(Context context) {
    SpanContext parent = Span.fromContext(context).getSpanContext();
    return Span.wrap(
        parent.isValid()
            ? SpanContext.create(
                parent.getTraceId(),
                IDS.generateSpanId(),
                parent.getTraceFlags(),
                parent.getTraceState())
            : SpanContext.create(
                IDS.generateTraceId(),
                IDS.generateSpanId(),
                TraceFlags.getSampled(),
                TraceState.getDefault()));
  }
}
