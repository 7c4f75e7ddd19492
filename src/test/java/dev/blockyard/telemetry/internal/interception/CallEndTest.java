package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.internal.interception.CallEndTest.End.FALSE;
import static dev.blockyard.telemetry.internal.interception.CallEndTest.End.GOOD;
import static dev.blockyard.telemetry.internal.interception.CallEndTest.End.NEVER;
import static dev.blockyard.telemetry.internal.interception.CallEndTest.End.THROWN;
import static dev.blockyard.telemetry.internal.interception.CallEndTest.End.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every binding with every way in which a call can end: what moves, and that nothing else does. */
@EnableWeld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallEndTest {
  private static final String SESSIONS = "blockyard_sessions_active";

  private final TestDeployment deployment = new TestDeployment();
  private final Log log = Log.open();

  @WeldSetup
  final WeldInitiator weld =
      WeldInitiator.of(
          deployment.weld(
              Arrays.stream(Binding.values()).map(b -> b.bean).toArray(Class<?>[]::new)));

  @AfterAll
  void nothingIsLeft() {
    log.close();
    deployment.close();
  }

  /** How a call ends, as the contract tells ends apart. */
  enum End {
    GOOD,
    FALSE,
    THROWN,
    UNSEEN,
    NEVER
  }

  private static final Set<End> SUCCESS = EnumSet.of(GOOD);
  private static final Set<End> ANY = EnumSet.complementOf(EnumSet.of(NEVER));

  /** A binding, and what moves on which ends. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Binding {
    SPAWN(Spawn.class, SUCCESS, "blockyard_workers_spawned_total", "+blockyard_workers_active"),
    STOP(
        Stop.class,
        SUCCESS,
        "blockyard_workers_stopped_total{reason=graceful}",
        "-blockyard_workers_active"),
    COLD_START(ColdStart.class, SUCCESS, "blockyard_cold_start_seconds_count"),
    UPLOAD(Upload.class, SUCCESS, "blockyard_bundles_uploaded_total"),
    RESTORE(
        Restore.class,
        SUCCESS,
        "blockyard_bundle_restores_succeeded_total",
        "blockyard_build_seconds_count"),
    HEALTH_CHECK(HealthCheck.class, SUCCESS, "blockyard_health_checks_failed_total{app=unknown}"),
    AUDIT_DROP(AuditDrop.class, Set.of(), "blockyard_audit_entries_dropped_total"),
    SESSION(Session.class, Set.of(NEVER), "+" + SESSIONS),
    PROXY_REQUEST(ProxyRequest.class, ANY, "blockyard_proxy_request_seconds_count"),
    RECONCILED(Reconciled.class, Set.of());

    final Class<? extends Calls> bean;
    private final Set<End> ends;
    private final String[] series;

    Binding(Class<? extends Calls> bean, Set<End> ends, String... series) {
      this.bean = bean;
      this.ends = ends;
      this.series = series;
    }

    Map<String, Double> moves(Shape shape, End end) {
      boolean moves =
          this == AUDIT_DROP ? end == (shape.isBoolean ? FALSE : GOOD) : ends.contains(end);
      if (this == RESTORE && end == THROWN) {
        return Map.of("blockyard_bundle_restores_failed_total", 1.0);
      }
      Map<String, Double> all = new TreeMap<>();
      for (String one : moves ? series : new String[0]) {
        all.put(one.replaceAll("^[+-]", ""), one.startsWith("-") ? -1.0 : 1.0);
      }
      return all;
    }
  }

  /** One method for each type of result; the bindings are on the subclasses. */
  static class Calls {
    void nothing(Body body) throws Throwable {
      body.run();
    }

    boolean primitive(Body body) throws Throwable {
      return Boolean.TRUE.equals(body.run());
    }

    @Nullable Boolean wrapper(Body body) throws Throwable {
      return (Boolean) body.run();
    }

    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
    <T> @Nullable T value(Body body) throws Throwable {
      return (T) body.run();
    }

    @SuppressWarnings("unchecked")
    <T> @Nullable CompletionStage<T> stage(Body body) throws Throwable {
      return (CompletionStage<T>) body.run();
    }

    @SuppressWarnings("unchecked")
    <T> @Nullable CompletableFuture<T> future(Body body) throws Throwable {
      return (CompletableFuture<T>) body.run();
    }

    @SuppressWarnings("unchecked")
    @Nullable CompletionStage<Boolean> booleanStage(Body body) throws Throwable {
      return (CompletionStage<Boolean>) body.run();
    }

    @SuppressWarnings("unchecked")
    @Nullable CompletableFuture<Boolean> booleanFuture(Body body) throws Throwable {
      return (CompletableFuture<Boolean>) body.run();
    }
  }

  @ApplicationScoped
  @CountedWorkerSpawn
  static class Spawn extends Calls {}

  @ApplicationScoped
  @CountedWorkerStop(StopReason.GRACEFUL)
  static class Stop extends Calls {}

  @ApplicationScoped
  @TimedColdStart
  static class ColdStart extends Calls {}

  @ApplicationScoped
  @CountedBundleUpload
  static class Upload extends Calls {}

  @ApplicationScoped
  @TimedBundleRestore
  static class Restore extends Calls {}

  @ApplicationScoped
  @CountedHealthCheckFailure
  static class HealthCheck extends Calls {}

  @ApplicationScoped
  @CountedAuditDrop
  static class AuditDrop extends Calls {}

  @ApplicationScoped
  @TrackedSession
  static class Session extends Calls {}

  @ApplicationScoped
  @TimedProxyRequest
  static class ProxyRequest extends Calls {}

  /** Bound where the result may be workers; elsewhere, the binding would be a mistake. */
  @ApplicationScoped
  static class Reconciled extends Calls {
    static final Set<Shape> SHAPES = EnumSet.of(Shape.VALUE, Shape.STAGE, Shape.FUTURE);

    @Override
    @ReconciledWorkers
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> @Nullable T value(Body body) throws Throwable {
      return super.value(body);
    }

    @Override
    @ReconciledWorkers
    <T> @Nullable CompletionStage<T> stage(Body body) throws Throwable {
      return super.stage(body);
    }

    @Override
    @ReconciledWorkers
    <T> @Nullable CompletableFuture<T> future(Body body) throws Throwable {
      return super.future(body);
    }
  }

  interface Body {
    @Nullable Object run() throws Throwable;
  }

  interface Method {
    @Nullable Object call(Calls bean, Body body) throws Throwable;
  }

  @SuppressWarnings({"FutureReturnValueIgnored", "ImmutableEnumChecker"})
  enum Shape {
    VOID(
        false,
        (bean, body) -> {
          bean.nothing(body);
          return null;
        }),
    PRIMITIVE(true, Calls::primitive),
    WRAPPER(true, Calls::wrapper),
    VALUE(false, Calls::value),
    STAGE(false, Calls::stage),
    FUTURE(false, Calls::future),
    BOOLEAN_STAGE(true, Calls::booleanStage),
    BOOLEAN_FUTURE(true, Calls::booleanFuture);

    private final boolean isBoolean;
    private final Method method;

    Shape(boolean isBoolean, Method method) {
      this.isBoolean = isBoolean;
      this.method = method;
    }
  }

  static Stream<Arguments> returns() {
    return allBindings(
        new Object[] {Shape.VOID, null, GOOD},
        new Object[] {Shape.PRIMITIVE, true, GOOD},
        new Object[] {Shape.PRIMITIVE, false, FALSE},
        new Object[] {Shape.WRAPPER, true, GOOD},
        new Object[] {Shape.WRAPPER, false, FALSE},
        new Object[] {Shape.WRAPPER, null, GOOD},
        new Object[] {Shape.VALUE, "worker-1", GOOD},
        new Object[] {Shape.VALUE, "false", GOOD},
        new Object[] {Shape.VALUE, null, GOOD},
        new Object[] {Shape.STAGE, null, GOOD},
        new Object[] {Shape.FUTURE, null, GOOD},
        new Object[] {Shape.BOOLEAN_STAGE, null, GOOD},
        new Object[] {Shape.BOOLEAN_FUTURE, null, GOOD});
  }

  @ParameterizedTest
  @MethodSource("returns")
  void aReturnedValueIsCountedAndHandedOn(
      Binding binding, Shape shape, @Nullable Object value, End end) throws Throwable {
    Map<String, Double> before = deployment.series();
    assertThat(call(binding, shape, () -> value)).isSameAs(value);
    assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, end));
  }

  static Stream<Arguments> exceptions() {
    List<Object[]> rows = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Throwable thrown :
          new Throwable[] {
            new IOException("checked"), new IllegalStateException("unchecked"), new AssertionError()
          }) {
        rows.add(new Object[] {shape, thrown});
      }
    }
    return allBindings(rows.toArray(Object[][]::new));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void aThrownExceptionIsNoSuccessAndHandedOn(Binding binding, Shape shape, Throwable thrown) {
    Map<String, Double> before = deployment.series();
    assertThat(
            catchThrowable(
                () ->
                    call(
                        binding,
                        shape,
                        () -> {
                          throw thrown;
                        })))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions()
        .hasNoCause();
    assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, THROWN));
  }

  /** A future on which something happens before or after it is returned. */
  record Completion(String name, Consumer<CompletableFuture<Object>> by) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Completion with(@Nullable Object value) {
    return new Completion(
        String.valueOf(value), stage -> assertThat(stage.complete(value)).isTrue());
  }

  private static final Completion EXCEPTIONALLY =
      new Completion("exceptionally", s -> s.completeExceptionally(new IOException("late")));
  private static final Completion CANCELLED = new Completion("cancelled", s -> s.cancel(true));

  static Stream<Arguments> completions() {
    List<Object[]> rows = new ArrayList<>();
    for (Shape shape : new Shape[] {Shape.STAGE, Shape.FUTURE}) {
      rows.add(new Object[] {shape, with("worker-1"), GOOD});
    }
    for (Shape shape : new Shape[] {Shape.BOOLEAN_STAGE, Shape.BOOLEAN_FUTURE}) {
      rows.add(new Object[] {shape, with(true), GOOD});
      rows.add(new Object[] {shape, with(false), FALSE});
    }
    for (Shape shape : EnumSet.range(Shape.STAGE, Shape.BOOLEAN_FUTURE)) {
      rows.add(new Object[] {shape, with(null), GOOD});
      rows.add(new Object[] {shape, EXCEPTIONALLY, THROWN});
      rows.add(new Object[] {shape, CANCELLED, THROWN});
    }
    return allBindings(rows.toArray(Object[][]::new));
  }

  @ParameterizedTest
  @MethodSource("completions")
  void aStageEndsTheCallWhenItCompletes(
      Binding binding, Shape shape, Completion completion, End end) throws Throwable {
    Map<String, Double> before = deployment.series();
    CompletableFuture<Object> stage = new CompletableFuture<>();
    assertThat(call(binding, shape, () -> stage)).isSameAs(stage);
    assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, NEVER));
    completion.by.accept(stage);
    assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, end));
  }

  @ParameterizedTest
  @MethodSource("completions")
  void aStageThatIsCompleteEndsTheCallAtOnce(
      Binding binding, Shape shape, Completion completion, End end) throws Throwable {
    Map<String, Double> before = deployment.series();
    CompletableFuture<Object> stage = new CompletableFuture<>();
    completion.by.accept(stage);
    assertThat(call(binding, shape, () -> stage)).isSameAs(stage);
    assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, end));
  }

  /** A stage that deals with its callback in a way of its own. */
  private static final class Odd extends CompletableFuture<Object> {
    private final Consumer<BiConsumer<? super Object, ? super Throwable>> calling;

    Odd(Consumer<BiConsumer<? super Object, ? super Throwable>> calling) {
      this.calling = calling;
    }

    @Override
    public CompletableFuture<Object> whenComplete(
        BiConsumer<? super Object, ? super Throwable> callback) {
      calling.accept(callback);
      return this;
    }
  }

  private static void refuse() {
    throw new UnsupportedOperationException("no callbacks");
  }

  static Stream<Arguments> oddStages() {
    Throwable failure = new IOException("late");
    List<Object[]> rows = new ArrayList<>();
    for (Shape shape : EnumSet.range(Shape.STAGE, Shape.BOOLEAN_FUTURE)) {
      rows.add(
          new Object[] {
            shape,
            new Odd(
                callback -> {
                  callback.accept(null, null);
                  callback.accept(null, null);
                  callback.accept(null, failure);
                }),
            GOOD
          });
      rows.add(
          new Object[] {
            shape,
            new Odd(
                callback -> {
                  callback.accept(null, failure);
                  callback.accept(null, null);
                }),
            THROWN
          });
      rows.add(new Object[] {shape, new Odd(callback -> refuse()), UNSEEN});
      rows.add(
          new Object[] {
            shape,
            new Odd(
                callback -> {
                  callback.accept(null, null);
                  refuse();
                }),
            GOOD
          });
    }
    return allBindings(rows.toArray(Object[][]::new));
  }

  @ParameterizedTest
  @MethodSource("oddStages")
  void aStageThatMisbehavesIsCountedAtMostOnceAndHandedOn(
      Binding binding, Shape shape, Odd stage, End end) throws Throwable {
    Map<String, Double> before = deployment.series();
    assertThat(call(binding, shape, () -> stage)).isSameAs(stage);
    assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, end));
  }

  /** Calls the bean; inside, nothing has moved but an open session, and it is entered once. */
  private @Nullable Object call(Binding binding, Shape shape, Body body) throws Throwable {
    Map<String, Double> before = deployment.series();
    AtomicInteger entered = new AtomicInteger();
    try {
      return shape.method.call(
          weld.select(binding.bean).get(),
          () -> {
            entered.incrementAndGet();
            assertThat(deployment.movedSince(before)).isEqualTo(binding.moves(shape, NEVER));
            return body.run();
          });
    } finally {
      assertThat(entered).hasValue(1);
    }
  }

  private static Stream<Arguments> allBindings(@Nullable Object[]... rows) {
    return Arrays.stream(Binding.values())
        .flatMap(
            binding ->
                Arrays.stream(rows)
                    .filter(row -> binding != Binding.RECONCILED || isWorkers(row[0]))
                    .map(
                        row ->
                            Arguments.of(
                                Stream.concat(Stream.of(binding), Arrays.stream(row)).toArray())));
  }

  private static boolean isWorkers(@Nullable Object shape) {
    return shape instanceof Shape known && Reconciled.SHAPES.contains(known);
  }
}
