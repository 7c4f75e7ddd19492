package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The SERVER span of a request that goes on. */
final class OpenRequest implements RequestSpan {
  private final OpenTelemetrySpans owner;
  private final Span span;
  private final Context context;
  private final boolean own;

  /** Null where the span goes nowhere. */
  private final @Nullable HttpAttributes attributes;

  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable String app;
  private volatile @Nullable Throwable failure;

  OpenRequest(
      OpenTelemetrySpans owner,
      Span span,
      Context context,
      boolean own,
      @Nullable HttpAttributes attributes) {
    this.owner = owner;
    this.span = span;
    this.context = OpenTelemetrySpans.around(context, () -> app);
    this.own = own;
    this.attributes = attributes;
  }

  @Override
  public boolean isOwn() {
    return own;
  }

  @Override
  public void resolved(@Nullable String resolved) {
    if (resolved != null && !resolved.isBlank() && !resolved.equals(app)) {
      app = resolved;
      try {
        span.setAttribute(OpenTelemetrySpans.APP, resolved);
      } catch (Throwable t) {
        owner.failed("a request", t);
      }
    }
  }

  @Override
  public void failed(@Nullable Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  @Override
  public Current makeCurrent() {
    return RestoredContext.make(owner, context, null);
  }

  @Override
  public String traceparent() {
    SpanContext id = span.getSpanContext();
    return "00-" + id.getTraceId() + '-' + id.getSpanId() + '-' + id.getTraceFlags().asHex();
  }

  @Override
  public void returned(int status) {
    if (!own && attributes != null) {
      try {
        attributes.answered(span, status);
        if (status >= 500) {
          judge(status);
        }
      } catch (Throwable t) {
        owner.failed("a request", t);
      }
    }
  }

  @Override
  public void end(int status) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    try {
      try {
        if (attributes != null) {
          attributes.answered(span, status);
          judge(status);
        }
      } finally {
        span.end();
      }
    } catch (Throwable t) {
      owner.failed("a request", t);
    }
  }

  /**
   * Fails the span of a request that failed. Once there is a status, it is the type of the error,
   * as the conventions want it; the exception is an event.
   */
  private void judge(int status) {
    Throwable thrown = failure;
    if (thrown == null && status < 500) {
      return;
    }
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(
        OpenTelemetrySpans.ERROR_TYPE,
        thrown == null || status >= 500 ? Integer.toString(status) : thrown.getClass().getName());
    if (thrown != null) {
      span.recordException(thrown);
    }
  }
}
