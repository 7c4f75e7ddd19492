package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedColdStartPhase;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.WorkerView;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of bindings: for each annotation its span, what it needs of a call, and what it records
 * at the entry and at each end. Interception, validation and the reference pages are driven by it,
 * so a new binding is one entry in {@link #ALL}, its annotation, and their tests.
 *
 * @param <A> the annotation
 */
public final class BindingType<A extends Annotation> {

  /** Every binding, in the order in which spans nest and events are recorded. */
  public static final List<BindingType<?>> ALL =
      List.of(
          binding(TimedColdStart.class)
              .span("worker.cold_start")
              .withDuration()
              .withApp()
              .onEntry((metrics, app, reason, took, result) -> metrics.coldStartBegun())
              .onSuccess(
                  (start, method) ->
                      method.namesApp()
                          ? (metrics, app, reason, took, result) -> metrics.coldStarted(took, app)
                          : (metrics, app, reason, took, result) -> metrics.coldStarted(took))
              .onEnd((metrics, app, reason, took, result) -> metrics.coldStartEnded()),
          binding(TimedColdStartPhase.class)
              .span(phase -> "worker.cold_start." + phase.value().label())
              .withDuration()
              .onSuccess(
                  (phase, method) -> {
                    ColdStartPhase value = phase.value();
                    return (metrics, app, reason, took, result) ->
                        metrics.coldStartPhase(value, took);
                  }),
          binding(CountedWorkerSpawn.class)
              .span("worker.spawn")
              .onSuccess((metrics, app, reason, took, result) -> metrics.workerSpawned())
              .onFailure(
                  (metrics, app, reason, took, result) ->
                      metrics.workerSpawnFailed(SpawnFailure.of((Throwable) result))),
          binding(CountedWorkerStop.class)
              .span("worker.stop")
              .withReason(stop -> stop.value().length > 0 ? stop.value()[0] : StopReason.GRACEFUL)
              .onSuccess((metrics, app, reason, took, result) -> metrics.workerStopped(reason)),
          binding(CountedHealthCheckFailure.class)
              .withApp()
              .onSuccess((metrics, app, reason, took, result) -> metrics.healthCheckFailed(app)),
          binding(CountedBundleUpload.class)
              .span("bundle.upload")
              .onSuccess((metrics, app, reason, took, result) -> metrics.bundleUploaded()),
          binding(TimedBundleRestore.class)
              .span("bundle.restore")
              .withDuration()
              .onSuccess((metrics, app, reason, took, result) -> metrics.bundleRestored(took))
              .onFailure((metrics, app, reason, took, result) -> metrics.bundleRestoreFailed()),
          binding(CountedAuditDrop.class)
              .onSuccess(
                  (drop, method) -> method.answersBoolean() ? null : BindingType::auditEntryDropped)
              .onFalse(BindingType::auditEntryDropped),
          binding(TrackedSession.class)
              .span("session")
              .onEntry((metrics, app, reason, took, result) -> metrics.sessionOpened())
              .onEnd((metrics, app, reason, took, result) -> metrics.sessionClosed()),
          binding(TimedProxyRequest.class)
              .span("proxy.forward")
              .withDuration()
              .withApp()
              .onEnd(
                  (request, method) ->
                      method.namesApp()
                          ? (metrics, app, reason, took, result) ->
                              metrics.proxyRequestForwarded(took, app)
                          : (metrics, app, reason, took, result) ->
                              metrics.proxyRequestForwarded(took)),
          binding(ReconciledWorkers.class)
              .onSuccess(
                  (metrics, app, reason, took, result) -> metrics.workersByState(workers(result))));

  private static final Map<Class<? extends Annotation>, BindingType<?>> BY_ANNOTATION =
      ALL.stream().collect(Collectors.toUnmodifiableMap(BindingType::annotation, type -> type));

  private final Class<A> annotation;
  private final Map<Outcome, List<EventOnMethod<A>>> ends = new EnumMap<>(Outcome.class);
  private @Nullable Event entry;
  private @Nullable Function<A, String> span;
  private @Nullable Function<A, StopReason> defaultReason;
  private boolean timed;
  private boolean needsApp;
  private boolean needsOutcome;

  /** Chooses an event by what a binding and the method that it is on look like. */
  @FunctionalInterface
  private interface EventOnMethod<A extends Annotation> {
    @Nullable Event of(A binding, Signature method);
  }

  private BindingType(Class<A> annotation) {
    this.annotation = annotation;
  }

  // The words of the table. Nobody calls them after the table is made.

  private static <A extends Annotation> BindingType<A> binding(Class<A> annotation) {
    return new BindingType<>(annotation);
  }

  private BindingType<A> span(String name) {
    return span(binding -> name);
  }

  private BindingType<A> span(Function<A, String> name) {
    span = name;
    return this;
  }

  private BindingType<A> withDuration() {
    timed = true;
    return this;
  }

  private BindingType<A> withApp() {
    needsApp = true;
    return this;
  }

  private BindingType<A> withReason(Function<A, StopReason> unlessGiven) {
    defaultReason = unlessGiven;
    return this;
  }

  private BindingType<A> onEntry(Event event) {
    entry = event;
    return this;
  }

  private BindingType<A> onSuccess(EventOnMethod<A> event) {
    needsOutcome = true;
    return on(Outcome.SUCCEEDED, event);
  }

  private BindingType<A> onSuccess(Event event) {
    return onSuccess((binding, method) -> event);
  }

  private BindingType<A> onFalse(Event event) {
    needsOutcome = true;
    return on(Outcome.DECLINED, (binding, method) -> event);
  }

  private BindingType<A> onFailure(Event event) {
    needsOutcome = true;
    return on(Outcome.FAILED, (binding, method) -> event);
  }

  private BindingType<A> onEnd(Event event) {
    return onEnd((binding, method) -> event);
  }

  private BindingType<A> onEnd(EventOnMethod<A> event) {
    for (Outcome outcome : Outcome.values()) {
      on(outcome, event);
    }
    return this;
  }

  private BindingType<A> on(Outcome outcome, EventOnMethod<A> event) {
    ends.computeIfAbsent(outcome, key -> new ArrayList<>()).add(event);
    return this;
  }

  private static void auditEntryDropped(
      BlockyardMetrics metrics,
      @Nullable String app,
      @Nullable StopReason reason,
      Duration took,
      @Nullable Object result) {
    metrics.auditEntryDropped();
  }

  /** Null, like a null element, counts nothing; anything but workers is the application's bug. */
  @SuppressWarnings("unchecked")
  private static @Nullable Iterable<@Nullable WorkerView> workers(@Nullable Object result) {
    return result instanceof Object[] array
        ? (Iterable<@Nullable WorkerView>) (Iterable<?>) Arrays.asList(array)
        : (Iterable<@Nullable WorkerView>) result;
  }

  /** Returns whether an annotation is one of the module's bindings. */
  static boolean isBinding(Class<? extends Annotation> annotation) {
    return BY_ANNOTATION.containsKey(annotation);
  }

  /** Returns the annotation. */
  public Class<A> annotation() {
    return annotation;
  }

  /** Returns whether its events take the duration of the call. */
  public boolean isTimed() {
    return timed;
  }

  /** Returns whether its events name the app of the call. */
  public boolean needsApp() {
    return needsApp;
  }

  /** Returns whether what it records depends on how the call ends. */
  public boolean needsOutcome() {
    return needsOutcome;
  }

  /** Returns the name of the span of a call; null for none. */
  @Nullable String span(Annotation binding) {
    return span == null ? null : span.apply(annotation.cast(binding));
  }

  /** Returns the reason of a stop that no parameter gives; null if it is not about stops. */
  @Nullable StopReason defaultReason(Annotation binding) {
    return defaultReason == null ? null : defaultReason.apply(annotation.cast(binding));
  }

  /** Returns what it records when a call begins; null for nothing. */
  @Nullable Event entry() {
    return entry;
  }

  /** Returns what it records when a call of a method ends in a certain way. */
  List<Event> ends(Outcome outcome, Annotation binding, Signature method) {
    return ends.getOrDefault(outcome, List.of()).stream()
        .map(event -> event.of(annotation.cast(binding), method))
        .filter(Objects::nonNull)
        .toList();
  }
}
