package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.FALSE;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.GOOD;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.NEVER;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.THROWN;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.interception.BoundCalls.Binding;
import dev.blockyard.telemetry.internal.interception.BoundCalls.Body;
import dev.blockyard.telemetry.internal.interception.BoundCalls.End;
import dev.blockyard.telemetry.internal.interception.BoundCalls.Reconciled;
import dev.blockyard.telemetry.internal.interception.BoundCalls.Shape;
import dev.blockyard.telemetry.testing.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
    assertThat(movedForAnyReason(before)).isEqualTo(binding.moves(shape, end));
  }

  @ParameterizedTest
  @MethodSource("completions")
  void aStageThatIsCompleteEndsTheCallAtOnce(
      Binding binding, Shape shape, Completion completion, End end) throws Throwable {
    Map<String, Double> before = deployment.series();
    CompletableFuture<Object> stage = new CompletableFuture<>();
    completion.by.accept(stage);
    assertThat(call(binding, shape, () -> stage)).isSameAs(stage);
    assertThat(movedForAnyReason(before)).isEqualTo(binding.moves(shape, end));
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

  /** Which reason a failed spawn has is not the subject here, but of SpawnFailureTest. */
  private Map<String, Double> movedForAnyReason(Map<String, Double> before) {
    Map<String, Double> moved = new TreeMap<>();
    deployment
        .movedSince(before)
        .forEach(
            (series, by) ->
                moved.put(series.replaceFirst("(spawns_failed.*reason=)\\w+", "$1error"), by));
    return moved;
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
