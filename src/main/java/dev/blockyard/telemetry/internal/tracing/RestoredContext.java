package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * A context that is current until this is closed, on the thread that made it so. A plain scope does
 * nothing when it is closed while somebody else's, opened within, was left open; the next request
 * on that thread would then belong to the wrong trace.
 *
 * <p>An application may keep contexts in its own way ({@link
 * io.opentelemetry.context.ContextStorage#addWrapper}); whatever that throws stays here.
 */
final class RestoredContext implements RequestSpan.Current {
  private static final String WHAT = "a call or a request";

  private final OpenTelemetrySpans owner;
  private final Scope scope;
  private final Context before;

  private RestoredContext(OpenTelemetrySpans owner, Scope scope, Context before) {
    this.owner = owner;
    this.scope = scope;
    this.before = before;
  }

  /** Makes a context current, until what is current now is so again. */
  static RequestSpan.Current make(OpenTelemetrySpans owner, Context context) {
    try {
      return open(owner, context, Context.current());
    } catch (Throwable t) {
      return failed(owner, t);
    }
  }

  static RequestSpan.Current make(OpenTelemetrySpans owner, Context context, Context before) {
    try {
      return open(owner, context, before);
    } catch (Throwable t) {
      return failed(owner, t);
    }
  }

  @SuppressWarnings("MustBeClosed") // by close()
  private static RestoredContext open(OpenTelemetrySpans owner, Context context, Context before) {
    return new RestoredContext(owner, context.makeCurrent(), before);
  }

  private static RequestSpan.Current failed(OpenTelemetrySpans owner, Throwable t) {
    owner.failed(WHAT, t);
    return () -> {};
  }

  @Override
  @SuppressWarnings("MustBeClosed") // what is current then was so before all of this
  public void close() {
    try {
      scope.close();
      if (Context.current() != before) {
        before.makeCurrent();
      }
    } catch (Throwable t) {
      owner.failed(WHAT, t);
    }
  }
}
