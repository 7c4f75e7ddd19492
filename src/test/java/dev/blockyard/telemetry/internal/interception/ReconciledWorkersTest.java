package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnableWeld
class ReconciledWorkersTest {
  private static final Worker BUSY = new Worker(false, 2);
  private static final Worker IDLE = new Worker(false, 0);
  private static final Worker DRAINING = new Worker(true, 1);
  private static final WorkerView BROKEN =
      new WorkerView() {
        @Override
        public boolean draining() {
          throw new IllegalStateException("gone");
        }

        @Override
        public long sessions() {
          return 1;
        }
      };

  private final TestDeployment deployment = new TestDeployment();
  private final Log log = Log.open();

  @WeldSetup final WeldInitiator weld = WeldInitiator.of(deployment.weld(Reconciler.class));

  @Inject private Reconciler reconciler;

  record Worker(boolean draining, long sessions) implements WorkerView {}

  @ApplicationScoped
  @ReconciledWorkers
  static class Reconciler {
    <T> @Nullable T look(@Nullable T workers) {
      return workers;
    }

    Worker[] array(Worker... workers) {
      return workers;
    }

    CompletableFuture<List<Worker>> later(CompletableFuture<List<Worker>> workers) {
      return workers;
    }

    List<Worker> fail() {
      throw new IllegalStateException("no look");
    }
  }

  /** One busy, two idle, three draining: what a look that cannot be used must leave as it is. */
  @BeforeEach
  void aFirstLook() {
    reconciler.look(List.of(BUSY, IDLE, IDLE, DRAINING, DRAINING, DRAINING));
    assertShown(1, 2, 3);
  }

  @AfterEach
  void nothingIsLeft() {
    log.close();
    deployment.close();
  }

  private void assertShown(double busy, double idle, double draining) {
    Map<String, Double> shown = deployment.series();
    shown.keySet().removeIf(series -> !series.startsWith("blockyard_workers{"));
    assertThat(shown)
        .isEqualTo(
            Map.of(
                "blockyard_workers{state=busy}",
                busy,
                "blockyard_workers{state=idle}",
                idle,
                "blockyard_workers{state=draining}",
                draining));
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        look("list", List.of(BUSY, BUSY, IDLE), 2, 1, 0),
        look("set", Set.of(BUSY, IDLE, DRAINING), 1, 1, 1),
        look("queue", new ArrayDeque<>(List.of(DRAINING)), 0, 0, 1),
        look("an Iterable and no more", iterable(() -> List.of(IDLE).iterator()), 0, 1, 0),
        look("array of an own type", new Worker[] {BUSY, DRAINING}, 1, 0, 1),
        look("array of views", new WorkerView[] {IDLE}, 0, 1, 0),
        look("array of objects", new Object[] {IDLE, BUSY}, 1, 1, 0),
        look("no workers", List.of(), 0, 0, 0),
        look("empty array", new Worker[0], 0, 0, 0),
        look("null elements", Arrays.asList(null, BUSY, null), 1, 0, 0),
        look("null elements of an array", new Worker[] {null, IDLE}, 0, 1, 0));
  }

  private static Iterable<Worker> iterable(Iterable<Worker> workers) {
    return workers;
  }

  private static Arguments look(String name, Object result, int busy, int idle, int draining) {
    return Arguments.of(name, result, busy, idle, draining);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("looks")
  void theGaugesShowTheWorkersOfTheLastLook(
      String name, Object result, int busy, int idle, int draining) {
    assertThat(reconciler.look(result)).isSameAs(result);
    assertShown(busy, idle, draining);
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void anArrayTypeIsReadLikeAList() {
    reconciler.array(BUSY, BUSY);
    assertShown(2, 0, 0);
  }

  @Test
  void aStageOfWorkersIsReadWhenItCompletes() {
    CompletableFuture<List<Worker>> workers = new CompletableFuture<>();
    assertThat(reconciler.later(workers)).isSameAs(workers);
    assertShown(1, 2, 3);
    workers.complete(List.of(BUSY));
    assertShown(1, 0, 0);
  }

  @Test
  void nullLeavesTheGaugesAndIsNoMistake() {
    reconciler.look(null);
    assertThat(reconciler.later(CompletableFuture.completedFuture(null))).isCompleted();
    assertShown(1, 2, 3);
    assertThat(log.messages()).isEmpty();
  }

  static Stream<Arguments> unusable() {
    Iterable<Worker> failing =
        iterable(
            () -> {
              throw new IllegalStateException("gone");
            });
    return Stream.of(
        Arguments.of("worker that throws", List.of(IDLE, BROKEN)),
        Arguments.of("iterable that throws", failing),
        Arguments.of("other elements", List.of(IDLE, "worker-1")),
        Arguments.of("array of something else", new String[] {"worker-1"}),
        Arguments.of("array of numbers", new int[] {1}),
        Arguments.of("a number", 7),
        Arguments.of("a map", Map.of("worker-1", IDLE)),
        Arguments.of("true", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void whatCannotBeReadLeavesTheGaugesAndIsSaidOnce(String name, Object result) {
    assertThat(reconciler.look(result)).isSameAs(result);
    assertThat(reconciler.look(result)).isSameAs(result);
    assertShown(1, 2, 3);
    assertThat(log.messages()).singleElement().asString().matches("BYT00(05|12): .*");
  }

  @Test
  void aLookThatFailsLeavesTheGauges() {
    assertThatThrownBy(reconciler::fail).hasMessage("no look");
    assertThat(reconciler.later(CompletableFuture.failedFuture(new IOException("late"))))
        .isCompletedExceptionally();
    assertShown(1, 2, 3);
    assertThat(log.messages()).isEmpty();
  }
}
