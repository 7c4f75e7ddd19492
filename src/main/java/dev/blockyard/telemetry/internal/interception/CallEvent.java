package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.WorkerView;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one binding makes of the end of a call (contract, section 3). A new binding is one more
 * entry here.
 */
@FunctionalInterface
interface CallEvent {

  /**
   * Records the end of a call.
   *
   * @param metrics where
   * @param outcome how it ended
   * @param value what it returned, or what its stage completed with
   * @param parameters the call's, if the events asked for them
   * @param nanos how long it took, if the events asked for it
   */
  void ended(
      BlockyardMetrics metrics,
      Outcome outcome,
      @Nullable Object value,
      @Nullable Object[] parameters,
      long nanos);

  /** One event, with the annotation it comes from. */
  record Bound(Class<? extends Annotation> binding, CallEvent event) {}

  /**
   * Returns the events of a method, in the order in which they are recorded.
   *
   * @param bindings what the method is annotated with
   * @param method the method
   * @param failures told when an event was recorded with less than it should have
   */
  static List<Bound> of(
      Bindings bindings,
      Method method,
      BiConsumer<Class<? extends Annotation>, Throwable> failures) {
    List<Bound> events = new ArrayList<>();
    if (bindings.has(TimedColdStart.class)) {
      events.add(
          new Bound(
              TimedColdStart.class,
              (metrics, outcome, value, parameters, nanos) -> {
                if (outcome == Outcome.SUCCEEDED) {
                  metrics.coldStarted(Duration.ofNanos(nanos));
                }
              }));
    }
    if (bindings.has(CountedWorkerSpawn.class)) {
      events.add(
          new Bound(
              CountedWorkerSpawn.class,
              (metrics, outcome, value, parameters, nanos) -> {
                if (outcome == Outcome.SUCCEEDED) {
                  metrics.workerSpawned();
                }
              }));
    }
    CountedWorkerStop stop = bindings.get(CountedWorkerStop.class);
    if (stop != null) {
      events.add(new Bound(CountedWorkerStop.class, workerStop(stop, method)));
    }
    if (bindings.has(CountedHealthCheckFailure.class)) {
      events.add(new Bound(CountedHealthCheckFailure.class, healthCheckFailure(method, failures)));
    }
    if (bindings.has(CountedBundleUpload.class)) {
      events.add(
          new Bound(
              CountedBundleUpload.class,
              (metrics, outcome, value, parameters, nanos) -> {
                if (outcome == Outcome.SUCCEEDED) {
                  metrics.bundleUploaded();
                }
              }));
    }
    if (bindings.has(TimedBundleRestore.class)) {
      events.add(
          new Bound(
              TimedBundleRestore.class,
              (metrics, outcome, value, parameters, nanos) -> {
                if (outcome == Outcome.SUCCEEDED) {
                  metrics.bundleRestored(Duration.ofNanos(nanos));
                } else if (outcome == Outcome.FAILED) {
                  metrics.bundleRestoreFailed();
                }
              }));
    }
    if (bindings.has(CountedAuditDrop.class)) {
      events.add(new Bound(CountedAuditDrop.class, auditDrop(method)));
    }
    if (bindings.has(TimedProxyRequest.class)) {
      events.add(
          new Bound(
              TimedProxyRequest.class,
              (metrics, outcome, value, parameters, nanos) ->
                  metrics.proxyRequestForwarded(Duration.ofNanos(nanos))));
    }
    if (bindings.has(ReconciledWorkers.class)) {
      events.add(
          new Bound(
              ReconciledWorkers.class,
              (metrics, outcome, value, parameters, nanos) -> {
                if (outcome == Outcome.SUCCEEDED) {
                  metrics.workersByState(workers(value));
                }
              }));
    }
    if (bindings.has(TrackedSession.class)) {
      events.add(
          new Bound(
              TrackedSession.class,
              (metrics, outcome, value, parameters, nanos) -> metrics.sessionClosed()));
    }
    return events;
  }

  private static CallEvent workerStop(CountedWorkerStop stop, Method method) {
    Function<@Nullable Object[], StopReason> reason = stopReason(stop, method);
    return (metrics, outcome, value, parameters, nanos) -> {
      if (outcome == Outcome.SUCCEEDED) {
        metrics.workerStopped(reason.apply(parameters));
      }
    };
  }

  /** Returns what finds out why a call stops a worker. */
  static Function<@Nullable Object[], StopReason> stopReason(
      CountedWorkerStop stop, Method method) {
    StopReason always = stop.value().length > 0 ? stop.value()[0] : StopReason.GRACEFUL;
    int index = indexOf(method, parameter -> parameter.getType() == StopReason.class);
    return parameters -> {
      StopReason given = index < 0 ? null : (StopReason) parameters[index];
      return given == null ? always : given;
    };
  }

  private static CallEvent healthCheckFailure(
      Method method, BiConsumer<Class<? extends Annotation>, Throwable> failures) {
    Function<@Nullable Object[], @Nullable String> app = app(method, failures);
    return (metrics, outcome, value, parameters, nanos) -> {
      if (outcome == Outcome.SUCCEEDED) {
        metrics.healthCheckFailed(app.apply(parameters));
      }
    };
  }

  /** Returns what finds out which app a call is about; null where its parameters do not say it. */
  static Function<@Nullable Object[], @Nullable String> app(
      Method method, BiConsumer<Class<? extends Annotation>, Throwable> failures) {
    int index = indexOf(method, parameter -> parameter.isAnnotationPresent(App.class));
    return parameters -> index < 0 ? null : appLabel(parameters[index], failures);
  }

  /** Null, which counts as unknown, where the application's own type cannot say it. */
  private static @Nullable String appLabel(
      @Nullable Object app, BiConsumer<Class<? extends Annotation>, Throwable> failures) {
    try {
      return app == null ? null : app.toString();
    } catch (Throwable t) {
      failures.accept(App.class, t);
      return null;
    }
  }

  /** {@code false} is the drop on a boolean method; on any other, every normal return is. */
  private static CallEvent auditDrop(Method method) {
    boolean answers = isBoolean(method.getGenericReturnType());
    return (metrics, outcome, value, parameters, nanos) -> {
      boolean accepted = answers || value instanceof Boolean;
      if (outcome == Outcome.DECLINED || (outcome == Outcome.SUCCEEDED && !accepted)) {
        metrics.auditEntryDropped();
      }
    };
  }

  private static boolean isBoolean(Type type) {
    if (type instanceof ParameterizedType stage
        && stage.getRawType() instanceof Class<?> raw
        && CompletionStage.class.isAssignableFrom(raw)
        && stage.getActualTypeArguments().length == 1) {
      return isBoolean(stage.getActualTypeArguments()[0]);
    }
    return type == boolean.class || type == Boolean.class;
  }

  /** Null, like a null element, is nothing to count; anything but workers is a mistake. */
  @SuppressWarnings("unchecked")
  private static @Nullable Iterable<@Nullable WorkerView> workers(@Nullable Object value) {
    return value instanceof Object[] array
        ? (Iterable<@Nullable WorkerView>) (Iterable<?>) Arrays.asList(array)
        : (Iterable<@Nullable WorkerView>) value;
  }

  private static int indexOf(Method method, Predicate<Parameter> wanted) {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (wanted.test(parameters[i])) {
        return i;
      }
    }
    return -1;
  }
}
