package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.tracing.CallSpan;
import dev.blockyard.telemetry.internal.tracing.Spans;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one annotated method (contract, section 6).
 *
 * @param spans makes them
 * @param names one for each binding that has a span, the outermost first
 * @param app finds out which app a call is about
 * @param reason finds out why a call stops a worker; null where it does not
 */
record TracedCalls(
    Spans spans,
    List<String> names,
    Function<@Nullable Object[], @Nullable String> app,
    @Nullable Function<@Nullable Object[], StopReason> reason) {

  private record Named(Class<? extends Annotation> binding, String span) {}

  /** In the order of nesting, which is the same whatever the order of the annotations. */
  private static final List<Named> ALL =
      List.of(
          new Named(TimedColdStart.class, "worker.cold_start"),
          new Named(CountedWorkerSpawn.class, "worker.spawn"),
          new Named(CountedWorkerStop.class, "worker.stop"),
          new Named(CountedBundleUpload.class, "bundle.upload"),
          new Named(TimedBundleRestore.class, "bundle.restore"),
          new Named(TrackedSession.class, "session"),
          new Named(TimedProxyRequest.class, "proxy.forward"));

  /** Returns null where nothing is traced, or none of the bindings has a span. */
  static @Nullable TracedCalls of(
      Bindings bindings,
      Method method,
      @Nullable Spans spans,
      BiConsumer<Class<? extends Annotation>, Throwable> failures) {
    List<String> names =
        ALL.stream().filter(named -> bindings.has(named.binding())).map(Named::span).toList();
    CountedWorkerStop stop = bindings.get(CountedWorkerStop.class);
    return spans == null || names.isEmpty()
        ? null
        : new TracedCalls(
            spans,
            names,
            CallEvent.app(method, failures),
            stop == null ? null : CallEvent.stopReason(stop, method));
  }

  CallSpan start(@Nullable Object[] parameters) {
    return spans.call(
        names, app.apply(parameters), reason == null ? null : reason.apply(parameters));
  }
}
