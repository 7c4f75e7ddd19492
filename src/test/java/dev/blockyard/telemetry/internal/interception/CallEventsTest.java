package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedColdStartPhase;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a call tells the application's own metrics, with its arguments. */
@EnableWeld
class CallEventsTest {
  private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup
  final WeldInitiator weld = WeldInitiator.of(deployment.weld(OwnMetrics.class, Platform.class));

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
    EVENTS.clear();
  }

  @Alternative
  @Dependent
  @Priority(1)
  static class OwnMetrics {
    @ApplicationScoped
    @Produces
    BlockyardMetrics own() {
      return (BlockyardMetrics)
          Proxy.newProxyInstance(
              CallEventsTest.class.getClassLoader(),
              new Class<?>[] {BlockyardMetrics.class},
              (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == BlockyardMetrics.class) {
                  EVENTS.add(method.getName() + written(arguments));
                }
                return null;
              });
    }

    private static String written(Object @Nullable [] arguments) {
      return arguments == null
          ? "()"
          : Arrays.stream(arguments)
              .map(one -> one instanceof Duration ? "duration" : String.valueOf(one))
              .collect(Collectors.joining(", ", "(", ")"));
    }
  }

  @ApplicationScoped
  static class Platform {
    @CountedWorkerSpawn
    <T> T spawn(Callable<T> body) throws Exception {
      return body.call();
    }

    @CountedWorkerSpawn
    boolean spawned(boolean healthy) {
      return healthy;
    }

    @TimedColdStart
    <T> T start(Callable<T> body) throws Exception {
      return body.call();
    }

    @TimedColdStart
    <T> T start(@App @Nullable String app, Callable<T> body) throws Exception {
      return body.call();
    }

    @TimedColdStart
    boolean started(boolean healthy) {
      return healthy;
    }

    @TimedColdStartPhase(ColdStartPhase.SCHEDULE)
    <T> T schedule(Callable<T> body) throws Exception {
      return body.call();
    }

    @TimedProxyRequest
    <T> T forward(Callable<T> body) throws Exception {
      return body.call();
    }

    @TimedProxyRequest
    <T> T forward(@App @Nullable String app, Callable<T> body) throws Exception {
      return body.call();
    }
  }

  private Platform platform() {
    return weld.select(Platform.class).get();
  }

  private static Callable<String> failingWith(Exception failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  void aSpawnThatFailsIsCountedWithItsReason() throws Exception {
    assertThat(platform().spawn(() -> "worker")).isEqualTo("worker");
    assertThat(EVENTS).containsExactly("workerSpawned()");
    EVENTS.clear();

    assertThat(catchThrowable(() -> platform().spawn(failingWith(new TimeoutException()))))
        .isInstanceOf(TimeoutException.class);
    assertThat(EVENTS).containsExactly("workerSpawnFailed(TIMEOUT)");
    EVENTS.clear();

    assertThat(platform().spawned(false)).isFalse();
    assertThat(EVENTS).isEmpty();
  }

  @Test
  void aSpawnWhoseStageFailsIsCountedWithItsReason() throws Exception {
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    assertThat(platform().spawn(() -> cancelled)).isSameAs(cancelled);
    assertThat(EVENTS).isEmpty();
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(EVENTS).containsExactly("workerSpawnFailed(CANCELLED)");
    EVENTS.clear();

    CompletableFuture<String> late = new CompletableFuture<>();
    CompletableFuture<String> below = late.thenApply(worker -> worker);
    assertThat(platform().spawn(() -> below)).isSameAs(below);
    late.orTimeout(1, TimeUnit.MILLISECONDS);
    assertThat(catchThrowable(below::get)).hasCauseInstanceOf(TimeoutException.class);
    assertThat(EVENTS).containsExactly("workerSpawnFailed(TIMEOUT)");
  }

  @Test
  void aColdStartIsInProgressUntilItEndsHoweverItEnds() throws Exception {
    assertThat(platform().start(() -> List.copyOf(EVENTS))).containsExactly("coldStartBegun()");
    assertThat(EVENTS)
        .containsExactly("coldStartBegun()", "coldStarted(duration)", "coldStartEnded()");
    EVENTS.clear();

    assertThat(platform().started(false)).isFalse();
    assertThat(EVENTS).containsExactly("coldStartBegun()", "coldStartEnded()");
    EVENTS.clear();

    assertThat(catchThrowable(() -> platform().start(failingWith(new TimeoutException()))))
        .isNotNull();
    assertThat(EVENTS).containsExactly("coldStartBegun()", "coldStartEnded()");
  }

  @Test
  void aColdStartOfAStageIsInProgressUntilTheStageEnds() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(platform().start(() -> stage)).isSameAs(stage);
    assertThat(EVENTS).containsExactly("coldStartBegun()");
    assertThat(stage.cancel(true)).isTrue();
    assertThat(EVENTS).containsExactly("coldStartBegun()", "coldStartEnded()");
    EVENTS.clear();

    CompletableFuture<String> refusing =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              BiConsumer<? super String, ? super Throwable> callback) {
            throw new UnsupportedOperationException();
          }
        };
    assertThat(platform().start(() -> refusing)).isSameAs(refusing);
    assertThat(EVENTS).containsExactly("coldStartBegun()", "coldStartEnded()");
  }

  @Test
  void aPhaseIsTimedIfItEndsWell() throws Exception {
    assertThat(platform().schedule(() -> List.copyOf(EVENTS))).isEmpty();
    assertThat(EVENTS).containsExactly("coldStartPhase(SCHEDULE, duration)");
    EVENTS.clear();

    assertThat(catchThrowable(() -> platform().schedule(failingWith(new Exception())))).isNotNull();
    assertThat(EVENTS).isEmpty();
  }

  @Test
  void aDurationHasAnAppOnlyWhereAParameterNamesOne() throws Exception {
    platform().start("shop", () -> "");
    platform().start(null, () -> "");
    assertThat(EVENTS)
        .filteredOn(event -> event.startsWith("coldStarted"))
        .containsExactly("coldStarted(duration, shop)", "coldStarted(duration, null)");
    EVENTS.clear();

    platform().forward(() -> "");
    platform().forward("shop", () -> "");
    assertThat(catchThrowable(() -> platform().forward("shop", failingWith(new Exception()))))
        .isNotNull();
    assertThat(EVENTS)
        .containsExactly(
            "proxyRequestForwarded(duration)",
            "proxyRequestForwarded(duration, shop)",
            "proxyRequestForwarded(duration, shop)");
  }
}
