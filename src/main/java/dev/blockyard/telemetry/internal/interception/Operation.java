package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.interception.CallEvent.Bound;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.CallSpan;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One annotated method of one bean class, its annotations read once: what is recorded around each
 * call. Immutable, shared by all callers.
 */
final class Operation {
  private static final Object[] NO_PARAMETERS = {};

  private final Method method;
  private final BlockyardMetrics metrics;
  private final Warnings warnings;
  private final Bound[] events;
  private final boolean timed;
  private final boolean parameterized;
  private final boolean session;

  /** Null where nothing is traced. */
  private final @Nullable TracedCalls traced;

  Operation(
      Class<?> beanClass,
      Method method,
      BlockyardMetrics metrics,
      @Nullable Spans spans,
      Warnings warnings) {
    Bindings bindings =
        metrics == BlockyardMetrics.noop() && spans == null
            ? Bindings.none()
            : Bindings.of(beanClass, method);
    this.method = method;
    this.metrics = metrics;
    this.warnings = warnings;
    this.events = CallEvent.of(bindings, method, this::notRecorded).toArray(new Bound[0]);
    this.timed =
        bindings.has(TimedColdStart.class)
            || bindings.has(TimedBundleRestore.class)
            || bindings.has(TimedProxyRequest.class);
    this.traced = TracedCalls.of(bindings, method, spans, this::notRecorded);
    this.parameterized =
        traced != null
            || bindings.has(CountedWorkerStop.class)
            || bindings.has(CountedHealthCheckFailure.class);
    this.session = bindings.has(TrackedSession.class);
  }

  /** Whether this is the operation of that method. Containers hand out one object per method. */
  @SuppressWarnings("ReferenceEquality") // hot path; a copy costs a look-up
  boolean isOf(Method called) {
    return method == called;
  }

  /** Proceeds exactly once, and lets the result or the exception through untouched. */
  @Nullable Object around(InvocationContext context) throws Exception {
    if (events.length == 0) {
      return context.proceed();
    }
    Object[] parameters = parameterized ? context.getParameters() : NO_PARAMETERS;
    if (traced == null) {
      return record(context, parameters, null);
    }
    CallSpan span = traced.start(parameters);
    try {
      return record(context, parameters, span);
    } finally {
      span.leave();
    }
  }

  private @Nullable Object record(
      InvocationContext context, @Nullable Object[] parameters, @Nullable CallSpan span)
      throws Exception {
    if (session) {
      opened();
    }
    long start = timed ? System.nanoTime() : 0;
    Object result;
    try {
      result = context.proceed();
    } catch (Throwable t) {
      ended(Outcome.FAILED, null, t, parameters, start, span);
      throw t;
    }
    if (result instanceof CompletionStage<?> stage) {
      endWith(stage, parameters, start, span);
    } else {
      ended(Outcome.of(result, null), result, null, parameters, start, span);
    }
    return result;
  }

  private void opened() {
    try {
      metrics.sessionOpened();
    } catch (Throwable t) {
      notRecorded(TrackedSession.class, t);
    }
  }

  private void endWith(
      CompletionStage<?> stage,
      @Nullable Object[] parameters,
      long start,
      @Nullable CallSpan span) {
    StageEnd end = new StageEnd(parameters, start, span);
    try {
      stage.whenComplete(end);
    } catch (Throwable t) {
      if (end.once(Outcome.UNOBSERVED, null, null)) {
        for (Bound bound : events) {
          notRecorded(bound.binding(), t);
        }
      }
    }
  }

  /** Records while the span is current, which histograms take their exemplars from. */
  private void ended(
      Outcome outcome,
      @Nullable Object value,
      @Nullable Throwable failure,
      @Nullable Object[] parameters,
      long start,
      @Nullable CallSpan span) {
    long nanos = timed ? System.nanoTime() - start : 0;
    for (Bound bound : events) {
      try {
        bound.event().ended(metrics, outcome, value, parameters, nanos);
      } catch (Throwable t) {
        notRecorded(bound.binding(), t);
      }
    }
    if (span != null) {
      span.end(outcome == Outcome.FAILED, failure);
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
    private final @Nullable Object[] parameters;
    private final long start;
    private final @Nullable CallSpan span;
    private final AtomicBoolean done = new AtomicBoolean();

    StageEnd(@Nullable Object[] parameters, long start, @Nullable CallSpan span) {
      this.parameters = parameters;
      this.start = start;
      this.span = span;
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
      once(Outcome.of(value, failure), value, failure);
    }

    boolean once(Outcome outcome, @Nullable Object value, @Nullable Throwable failure) {
      boolean first = done.compareAndSet(false, true);
      CallSpan open = span;
      if (first && open != null) {
        open.within(() -> ended(outcome, value, failure, parameters, start, open));
      } else if (first) {
        ended(outcome, value, failure, parameters, start, null);
      }
      return first;
    }
  }
}
