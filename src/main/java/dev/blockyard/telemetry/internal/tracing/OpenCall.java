package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The spans of a call that goes on. */
final class OpenCall implements CallSpan {
  private final OpenTelemetrySpans owner;
  private final Span[] spans;
  private final Context context;
  private final RequestSpan.Current current;

  OpenCall(OpenTelemetrySpans owner, Span[] spans, Context caller, Context context) {
    this.owner = owner;
    this.spans = spans;
    this.context = context;
    this.current = RestoredContext.make(owner, context, caller);
  }

  @Override
  public void within(Runnable task) {
    RequestSpan.Current opened = RestoredContext.make(owner, context, null);
    try {
      task.run();
    } finally {
      opened.close();
    }
  }

  @Override
  public void end(boolean failed, @Nullable Throwable failure) {
    Throwable cause = cause(failure);
    for (int i = spans.length - 1; i >= 0; i--) {
      try {
        end(spans[i], failed, cause);
      } catch (Throwable t) {
        owner.failed("a call", t);
      }
    }
  }

  private @Nullable Throwable cause(@Nullable Throwable failure) {
    try {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
      return cause == null ? failure : cause;
    } catch (Throwable t) { // getCause() is the application's code
      owner.failed("a call", t);
      return failure;
    }
  }

  private static void end(Span span, boolean failed, @Nullable Throwable cause) {
    try {
      if (failed) {
        span.setStatus(StatusCode.ERROR);
      }
      if (failed && cause == null) {
        span.setAttribute(OpenTelemetrySpans.ERROR_TYPE, "_OTHER");
      }
      if (cause != null) {
        span.setAttribute(OpenTelemetrySpans.ERROR_TYPE, cause.getClass().getName());
        span.recordException(cause); // which may call what the application has written
      }
    } finally {
      span.end();
    }
  }

  @Override
  public void leave() {
    current.close();
  }
}
