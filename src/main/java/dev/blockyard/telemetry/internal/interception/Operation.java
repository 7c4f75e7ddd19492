package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.interception.MethodBindings.Bound;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.CallSpan;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One annotated method of one bean class, its bindings resolved once: records and traces its calls.
 * Immutable, shared by all callers.
 */
final class Operation {
  private final Method method;
  private final Set<?> known;
  private final Signature signature;
  private final MethodBindings bindings;
  private final BlockyardMetrics metrics;
  private final Warnings warnings;

  /** Null where nothing is traced, or none of the bindings has a span. */
  private final @Nullable Spans spans;

  private final boolean readsArguments;

  Operation(
      Class<?> beanClass,
      Method method,
      Set<?> known,
      Map<Class<? extends Annotation>, Annotation> annotations,
      BlockyardMetrics metrics,
      @Nullable Spans spans,
      Warnings warnings) {
    this.method = method;
    this.known = known;
    this.metrics = metrics;
    this.warnings = warnings;
    this.signature = new Signature(method, beanClass);
    this.bindings = new MethodBindings(annotations, signature);
    this.spans = bindings.spans().isEmpty() ? null : spans;
    this.readsArguments =
        (signature.namesApp() && (bindings.needApp() || this.spans != null))
            || (signature.givesReason() && bindings.defaultReason() != null);
  }

  /** Whether this is the operation of that method. Containers hand out one object per method. */
  @SuppressWarnings("ReferenceEquality") // hot path; a copy costs a look-up
  boolean isOf(Method called) {
    return method == called;
  }

  /** Whether it has the bindings that the container knows, as far as that says them. */
  boolean isFor(Set<?> bindings) {
    return known.equals(bindings);
  }

  /** Proceeds exactly once, and passes the result or the exception on untouched. */
  @Nullable Object around(InvocationContext context) throws Exception {
    if (bindings.isEmpty()) {
      return context.proceed();
    }
    Object app = null;
    StopReason reason = bindings.defaultReason();
    if (readsArguments) {
      Object[] arguments = context.getParameters();
      app = signature.app(arguments);
      StopReason given = reason == null ? null : signature.reason(arguments);
      reason = given == null ? reason : given;
    }
    if (spans == null) {
      return record(context, app, reason, null);
    }
    String name = nameOf(app);
    CallSpan span = spans.call(bindings.spans(), name, reason);
    try {
      return record(context, name, reason, span);
    } finally {
      span.leave();
    }
  }

  private @Nullable Object record(
      InvocationContext context,
      @Nullable Object app,
      @Nullable StopReason reason,
      @Nullable CallSpan span)
      throws Exception {
    record(bindings.entry(), null, reason, Duration.ZERO, null);
    long start = bindings.timed() ? System.nanoTime() : 0;
    Object result;
    try {
      result = context.proceed();
    } catch (Throwable t) {
      ended(Outcome.FAILED, t, app, reason, start, span);
      throw t;
    }
    if (signature.mayBeStage() && result instanceof CompletionStage<?> stage) {
      endWith(stage, new StageEnd(app, reason, start, span));
    } else {
      ended(signature.outcome(result), result, app, reason, start, span);
    }
    return result;
  }

  private void endWith(CompletionStage<?> stage, StageEnd end) {
    try {
      stage.whenComplete(end);
    } catch (Throwable t) {
      if (end.once(Outcome.UNOBSERVED, null)) {
        bindings.annotations().forEach(binding -> notRecorded(binding, t));
      }
    }
  }

  /** Records while the span is current, because histograms take their exemplars from it. */
  private void ended(
      Outcome outcome,
      @Nullable Object result,
      @Nullable Object app,
      @Nullable StopReason reason,
      long start,
      @Nullable CallSpan span) {
    Duration took = bindings.timed() ? Duration.ofNanos(System.nanoTime() - start) : Duration.ZERO;
    Bound[] events = bindings.ends(outcome);
    if (events.length > 0) {
      record(events, bindings.needApp() ? nameOf(app) : null, reason, took, result);
    }
    if (span != null) {
      boolean failed = outcome == Outcome.FAILED;
      span.end(failed, failed ? (Throwable) result : null);
    }
  }

  private void record(
      Bound[] events,
      @Nullable String app,
      @Nullable StopReason reason,
      Duration took,
      @Nullable Object result) {
    for (Bound bound : events) {
      try {
        bound.event().record(metrics, app, reason, took, result);
      } catch (Throwable t) {
        notRecorded(bound.binding(), t);
      }
    }
  }

  /** Null, which counts as unknown, if the application's own type throws. */
  private @Nullable String nameOf(@Nullable Object app) {
    try {
      return app == null ? null : app.toString();
    } catch (Throwable t) {
      notRecorded(App.class, t);
      return null;
    }
  }

  private void notRecorded(Class<? extends Annotation> binding, Throwable t) {
    warnings.once(Message.BYT0012, t, "@" + binding.getSimpleName() + " on " + nameOf(method), t);
  }

  static String nameOf(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }

  /** Ends the call when its stage completes; once, even if the stage calls back more often. */
  private final class StageEnd implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final @Nullable Object app;
    private final @Nullable StopReason reason;
    private final long start;
    private final @Nullable CallSpan span;
    private final AtomicBoolean done = new AtomicBoolean();

    StageEnd(
        @Nullable Object app, @Nullable StopReason reason, long start, @Nullable CallSpan span) {
      this.app = app;
      this.reason = reason;
      this.start = start;
      this.span = span;
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
      if (failure != null) {
        once(Outcome.FAILED, failure);
      } else {
        once(signature.outcome(value), value);
      }
    }

    boolean once(Outcome outcome, @Nullable Object result) {
      boolean first = done.compareAndSet(false, true);
      CallSpan open = span;
      if (first && open != null) {
        open.within(() -> ended(outcome, result, app, reason, start, open));
      } else if (first) {
        ended(outcome, result, app, reason, start, null);
      }
      return first;
    }
  }
}
