package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.Timer;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The interceptor among others, on many threads, and what it times. */
@EnableWeld
class InterceptionTest {
  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup
  final WeldInitiator weld =
      WeldInitiator.of(
          deployment.weld(
              Flaky.class, Retry.class, Guarded.class, Guard.class, Pool.class, Durations.class));

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Retried {}

  /** Stands where MicroProfile Fault Tolerance does. */
  @Interceptor
  @Priority(Interceptor.Priority.PLATFORM_AFTER + 10)
  @Retried
  static class Retry {
    @AroundInvoke
    Object twice(InvocationContext context) throws Exception {
      try {
        return context.proceed();
      } catch (IOException e) {
        return context.proceed();
      }
    }
  }

  @ApplicationScoped
  static class Flaky {
    private final AtomicInteger calls = new AtomicInteger();

    @CountedWorkerSpawn
    @Retried
    @TimedBundleRestore
    @TimedColdStart
    @TimedProxyRequest
    @TrackedSession
    int runs(int failures) throws IOException {
      if (calls.incrementAndGet() <= failures) {
        throw new IOException("call " + calls);
      }
      return calls.get();
    }
  }

  @Test
  void aRetriedCallIsOneEvent() throws Exception {
    assertThat(weld.select(Flaky.class).get().runs(1)).isEqualTo(2);
    assertThat(deployment.moved())
        .containsOnly(
            Map.entry("blockyard_workers_spawned_total", 1.0),
            Map.entry("blockyard_workers_active", 1.0),
            Map.entry("blockyard_bundle_restores_succeeded_total", 1.0),
            Map.entry("blockyard_build_seconds_count", 1.0),
            Map.entry("blockyard_cold_start_seconds_count", 1.0),
            Map.entry("blockyard_proxy_request_seconds_count", 1.0));
  }

  @Test
  void aCallThatFailsAfterItsRetryIsOneFailure() {
    assertThatThrownBy(() -> weld.select(Flaky.class).get().runs(2)).hasMessage("call 2");
    assertThat(deployment.moved())
        .containsOnly(
            Map.entry("blockyard_bundle_restores_failed_total", 1.0),
            Map.entry("blockyard_worker_spawns_failed_total{reason=error}", 1.0),
            Map.entry("blockyard_proxy_request_seconds_count", 1.0));
  }

  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Refusing {}

  /** One step further out than the module's interceptor. */
  @Interceptor
  @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1)
  @Refusing
  static class Guard {
    @AroundInvoke
    Object refuse(InvocationContext context) {
      return "refused";
    }
  }

  @ApplicationScoped
  static class Guarded {
    @CountedBundleUpload
    @Refusing
    String upload() {
      return "accepted";
    }
  }

  @Test
  void aCallThatAnOuterInterceptorRefusesIsNone() {
    assertThat(weld.select(Guarded.class).get().upload()).isEqualTo("refused");
    assertThat(deployment.moved()).isEmpty();
  }

  @ApplicationScoped
  static class Pool {
    private final Map<String, Boolean> workers = new ConcurrentHashMap<>();

    @CountedWorkerSpawn
    void spawn(String worker) {
      workers.put(worker, true);
    }

    @CountedWorkerStop(StopReason.IDLE_TIMEOUT)
    boolean evict(String worker) {
      return workers.remove(worker) != null;
    }
  }

  @Test
  void tenThreadsThatEvictOneWorkerCountItOnce() throws Exception {
    Pool pool = weld.select(Pool.class).get();
    int rounds = 20;
    CyclicBarrier together = new CyclicBarrier(10);
    Callable<Integer> evictions =
        () -> {
          int evicted = 0;
          for (int round = 0; round < rounds; round++) {
            if (together.await(30, TimeUnit.SECONDS) == 0) {
              pool.spawn("worker");
            }
            together.await(30, TimeUnit.SECONDS);
            evicted += pool.evict("worker") ? 1 : 0;
          }
          return evicted;
        };
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      int evicted = 0;
      for (Future<Integer> one : threads.invokeAll(Collections.nCopies(10, evictions))) {
        evicted += one.get();
      }
      assertThat(evicted).isEqualTo(rounds);
    } finally {
      threads.shutdown();
    }
    assertThat(deployment.moved())
        .containsOnly(
            Map.entry("blockyard_workers_spawned_total", (double) rounds),
            Map.entry("blockyard_workers_stopped_total{reason=idle_timeout}", (double) rounds));
  }

  @ApplicationScoped
  static class Durations {
    @TimedBundleRestore
    long restore() {
      return work();
    }

    @TimedColdStart
    long start() {
      return work();
    }

    @TimedProxyRequest
    long forward() {
      return work();
    }

    @TimedColdStart
    CompletableFuture<Long> startLater(CompletableFuture<Long> started) {
      return started;
    }
  }

  /** Keeps the thread busy for a while that the clock can see, and returns how long that was. */
  private static long work() {
    long begin = System.nanoTime();
    long end = begin;
    while (end - begin < 1_000_000) {
      end = System.nanoTime();
    }
    return end - begin;
  }

  private static long workOfStage(Durations durations) {
    CompletableFuture<Long> stage = new CompletableFuture<>();
    assertThat(durations.startLater(stage)).isSameAs(stage);
    long worked = work();
    assertThat(stage.complete(worked)).isTrue();
    return worked;
  }

  static Stream<Arguments> timed() {
    return Stream.of(
        timed("blockyard_build_seconds", Durations::restore),
        timed("blockyard_cold_start_seconds", Durations::start),
        timed("blockyard_proxy_request_seconds", Durations::forward),
        timed("blockyard_cold_start_seconds", InterceptionTest::workOfStage));
  }

  private static Arguments timed(String name, ToLongFunction<Durations> call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest
  @MethodSource("timed")
  void aDurationIsWhatTheWorkTookAndNoMoreThanTheCallerWaited(
      String name, ToLongFunction<Durations> call) {
    Durations durations = weld.select(Durations.class).get();
    long begin = System.nanoTime();
    long least = call.applyAsLong(durations) + call.applyAsLong(durations);
    long most = System.nanoTime() - begin;
    Timer timer = deployment.registry().getTimer(new MetricID(name));
    assertThat(timer.getCount()).isEqualTo(2);
    assertThat(timer.getElapsedTime().toNanos()).isBetween(least, most);
  }
}
