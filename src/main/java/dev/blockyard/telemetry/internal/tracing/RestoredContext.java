package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

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

  /**
   * Makes a context current.
   *
   * @param before what is current again afterwards; null for what is current now
   */
  @SuppressWarnings("MustBeClosed") // by close()
  static RequestSpan.Current make(
      OpenTelemetrySpans owner, Context context, @Nullable Context before) {
    try {
      Context restored = before == null ? Context.current() : before;
      return new RestoredContext(owner, context.makeCurrent(), restored);
    } catch (Throwable t) {
      owner.failed(WHAT, t);
      return () -> {};
    }
  }

  /** Returns what is current now; the root if that cannot be told. */
  static Context current(OpenTelemetrySpans owner) {
    try {
      return Context.current();
    } catch (Throwable t) {
      owner.failed(WHAT, t);
      return Context.root();
    }
  }

  @Override
  @SuppressWarnings("MustBeClosed") // what is current then was so before all of this
  public void close() {
    try {
      scope.close();
    } catch (Throwable t) {
      owner.failed(WHAT, t);
    }
    try {
      if (Context.current() != before) {
        before.makeCurrent();
      }
    } catch (Throwable t) {
      owner.failed(WHAT, t);
    }
  }
}
