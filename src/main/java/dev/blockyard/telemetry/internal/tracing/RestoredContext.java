package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * A context that is current until this is closed, on the thread that made it so. A plain scope does
 * nothing when it is closed while somebody else's, opened within, was left open; the next request
 * on that thread would then belong to the wrong trace.
 */
final class RestoredContext implements RequestSpan.Current {
  private final Scope scope;
  private final Context before;

  private RestoredContext(Scope scope, Context before) {
    this.scope = scope;
    this.before = before;
  }

  @SuppressWarnings("MustBeClosed") // by close()
  static RestoredContext make(Context context, Context before) {
    return new RestoredContext(context.makeCurrent(), before);
  }

  @Override
  @SuppressWarnings("MustBeClosed") // what is current then was so before all of this
  public void close() {
    scope.close();
    if (Context.current() != before) {
      before.makeCurrent();
    }
  }
}
