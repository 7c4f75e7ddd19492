package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A registry that fails in any way changes nothing for those who record. */
class FailingRegistryTest {
  private static final List<Consumer<BlockyardMetrics>> ALL_METHODS =
      List.of(
          BlockyardMetrics::workerSpawned,
          m -> m.workerStopped(StopReason.CRASHED),
          m -> m.workersByState(1, 2, 3),
          m -> m.workersByState(List.of()),
          BlockyardMetrics::sessionOpened,
          BlockyardMetrics::sessionClosed,
          BlockyardMetrics::bundleUploaded,
          m -> m.bundleRestored(Duration.ofSeconds(1)),
          BlockyardMetrics::bundleRestoreFailed,
          m -> m.proxyRequest("shop", 200),
          m -> m.proxyRequestForwarded(Duration.ofSeconds(1)),
          m -> m.healthCheckFailed("shop"),
          BlockyardMetrics::auditEntryDropped,
          m -> m.coldStarted(Duration.ofSeconds(1)),
          m -> m.coldStarted(Duration.ofSeconds(1), "shop"),
          m -> m.proxyRequestForwarded(Duration.ofSeconds(1), "shop"),
          m -> m.coldStartPhase(ColdStartPhase.START, Duration.ofSeconds(1)),
          m -> m.workerSpawnFailed(SpawnFailure.TIMEOUT),
          BlockyardMetrics::coldStartBegun,
          BlockyardMetrics::coldStartEnded,
          m -> m.forgetApp("shop"));

  private static RecordingMetrics on(MetricRegistry registry) {
    return new RecordingMetrics(
        new MicroProfileInstruments(registry, false, Optional.empty()), 10, true);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("broken"),
        new AssertionError("broken"),
        new NoClassDefFoundError("broken"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aRegistryThatRefusesEverythingIsReportedOncePerMetric(Throwable failure) {
    try (Log log = Log.open()) {
      BlockyardMetrics metrics = on(refusing(failure));
      callEverythingTwice(metrics);

      assertThat(log.messages("BYT0004"))
          .hasSize(21)
          .anySatisfy(
              message ->
                  assertThat(message)
                      .contains("blockyard_workers_spawned_total")
                      .contains(failure.toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void instrumentsThatFailAreReportedOncePerMetric(Throwable failure) {
    try (Log log = Log.open()) {
      BlockyardMetrics metrics = on(handingOutBroken(failure));
      callEverythingTwice(metrics);
      ((RecordingMetrics) metrics).close();

      assertThat(log.messages("BYT0004")).isEmpty();
      assertThat(log.messages("BYT0005"))
          .hasSize(20) // nine counters, six timers, and removals of four metrics and of all
          .anySatisfy(
              message ->
                  assertThat(message).contains("blockyard_cold_start_seconds").contains("broken"));
    }
  }

  private static void callEverythingTwice(BlockyardMetrics metrics) {
    for (Consumer<BlockyardMetrics> method : ALL_METHODS) {
      assertThatCode(
              () -> {
                method.accept(metrics);
                method.accept(metrics);
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void oneRefusedMetricLeavesTheOthersAlone() {
    try (TestRegistry registry = new TestRegistry();
        Log log = Log.open()) {
      registry
          .registry()
          .timer(Metadata.builder().withName("blockyard_bundles_uploaded_total").build());
      BlockyardMetrics metrics = on(registry.registry());
      ALL_METHODS.forEach(method -> method.accept(metrics));

      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0004: blockyard_bundles_uploaded_total is not recorded")
          .contains("another type");
      Exposition shown = registry.exposition();
      assertThat(shown.value("blockyard_workers_spawned_total")).isEqualTo(1);
      assertThat(shown.value("blockyard_build_seconds_count")).isEqualTo(1);
    }
  }

  private static MetricRegistry refusing(Throwable failure) {
    return proxy(
        MetricRegistry.class,
        (proxy, method, arguments) -> {
          throw failure;
        });
  }

  private static MetricRegistry handingOutBroken(Throwable failure) {
    InvocationHandler failing =
        (proxy, method, arguments) -> {
          throw failure;
        };
    return proxy(
        MetricRegistry.class,
        (proxy, method, arguments) -> {
          if (method.getReturnType() == Counter.class) {
            return proxy(Counter.class, failing);
          }
          if (method.getReturnType() == Timer.class) {
            return proxy(Timer.class, failing);
          }
          if (method.getName().equals("remove")) {
            throw failure;
          }
          return null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FailingRegistryTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void anAppLabelIsRegisteredOnceAndHeld() {
    int[] lookUps = new int[1];
    try (TestRegistry registry = new TestRegistry()) {
      BlockyardMetrics metrics =
          on(
              Registries.intercepted(
                  registry.registry(),
                  (method, arguments) -> {
                    if (arguments.length > 1
                        && arguments[1] instanceof Tag[] tags
                        && tags.length == 2) {
                      lookUps[0]++;
                    }
                  }));
      for (int i = 0; i < 100; i++) {
        metrics.proxyRequest("shop", 200);
      }

      assertThat(lookUps[0]).isEqualTo(1);
      assertThat(
              registry
                  .exposition()
                  .value("blockyard_proxy_requests_total{app=\"shop\",status=\"2xx\"}"))
          .isEqualTo(100);
    }
  }
}
