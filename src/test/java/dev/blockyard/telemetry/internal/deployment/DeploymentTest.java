package dev.blockyard.telemetry.internal.deployment;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a deployment, and the backend that it chooses. */
class DeploymentTest {
  private static final String PREFIX = "blockyard.telemetry.";
  private static final String BACKEND = PREFIX + "metrics.backend";

  private final TestDeployment deployment = new TestDeployment();
  private final Log logged = Log.open();
  private final Properties before = (Properties) System.getProperties().clone();

  @AfterEach
  void nothingIsLeft() {
    System.setProperties(before);
    logged.close();
    deployment.close();
  }

  @ApplicationScoped
  static class Platform {
    @CountedWorkerSpawn
    String spawn() {
      return "worker";
    }

    @TimedBundleRestore
    @TrackedSession
    CompletionStage<String> restore(CompletionStage<String> stage) {
      return stage;
    }
  }

  private static void callsPass(WeldContainer container) {
    Platform platform = container.select(Platform.class).get();
    CompletionStage<String> stage = new CompletableFuture<>();
    assertThat(platform.spawn()).isEqualTo("worker");
    assertThat(platform.restore(stage)).isSameAs(stage);
    container.select(BlockyardMetrics.class).get().proxyRequest("app1", 200);
  }

  private static boolean isWaitedFor(WeldContainer container) {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(container.select(Platform.class).get().restore(stage)).isSameAs(stage);
    return stage.getNumberOfDependents() > 0;
  }

  private static ThrowingCallable starting(Weld weld) {
    return () -> weld.initialize().close();
  }

  @Test
  void everyClosedSeriesIsThereAtZeroBeforeTheFirstEvent() {
    try (WeldContainer container = deployment.weld().initialize()) {
      assertThat(container.isRunning()).isTrue();
      Map<String, Double> zeros = new HashMap<>();
      for (String series :
          new String[] {
            "blockyard_workers_active",
            "blockyard_workers{state=busy}",
            "blockyard_workers{state=idle}",
            "blockyard_workers{state=draining}",
            "blockyard_sessions_active",
            "blockyard_workers_spawned_total",
            "blockyard_workers_stopped_total{reason=graceful}",
            "blockyard_workers_stopped_total{reason=crashed}",
            "blockyard_workers_stopped_total{reason=idle_timeout}",
            "blockyard_bundles_uploaded_total",
            "blockyard_bundle_restores_succeeded_total",
            "blockyard_bundle_restores_failed_total",
            "blockyard_audit_entries_dropped_total",
            "blockyard_cold_start_seconds_count",
            "blockyard_proxy_request_seconds_count",
            "blockyard_build_seconds_count",
            "blockyard_worker_spawns_failed_total{reason=error}",
            "blockyard_worker_spawns_failed_total{reason=timeout}",
            "blockyard_worker_spawns_failed_total{reason=rejected}",
            "blockyard_worker_spawns_failed_total{reason=cancelled}",
            "blockyard_cold_starts_in_progress",
            "blockyard_cold_start_phase_seconds_count{phase=prepare}",
            "blockyard_cold_start_phase_seconds_count{phase=schedule}",
            "blockyard_cold_start_phase_seconds_count{phase=start}",
            "blockyard_cold_start_phase_seconds_count{phase=ready}",
            "blockyard_workers_reconciled_timestamp_seconds"
          }) {
        zeros.put(series, 0.0);
      }
      Map<String, Double> all = deployment.series();
      assertThat(all.entrySet())
          .filteredOn(series -> series.getKey().startsWith("blockyard_telemetry_info"))
          .singleElement()
          .extracting(Map.Entry::getValue)
          .isEqualTo(1.0);
      all.keySet().removeIf(series -> series.startsWith("blockyard_telemetry_info"));
      assertThat(all).containsExactlyInAnyOrderEntriesOf(zeros);
    }
    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void everySeriesGoesWithTheDeploymentAndTheNextStartsAnew() {
    for (int i = 0; i < 2; i++) {
      try (WeldContainer container = deployment.weld(Platform.class).initialize()) {
        callsPass(container);
        assertThat(deployment.moved())
            .containsEntry("blockyard_workers_spawned_total", 1.0)
            .containsEntry("blockyard_workers_active", 1.0)
            .containsEntry("blockyard_proxy_requests_total{app=app1, status=2xx}", 1.0);
      }
      assertThat(deployment.series()).isEmpty();
    }
    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "enabled, false",
    "metrics.backend, none",
  })
  void nothingIsRegisteredAndCallsPassWhenSwitchedOff(String key, String value) {
    System.setProperty(PREFIX + key, value);
    try (WeldContainer container = deployment.weld(Platform.class).initialize()) {
      callsPass(container);
      assertThat(isWaitedFor(container)).isFalse();
      assertThat(deployment.series()).isEmpty();
    }
    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "microprofile-metrics"})
  void aRegistryThatIsThereIsUsed(String backend) {
    System.setProperty(BACKEND, backend);
    try (WeldContainer container = deployment.weld(Platform.class).initialize()) {
      callsPass(container);
      assertThat(isWaitedFor(container)).isTrue();
      assertThat(deployment.moved()).containsEntry("blockyard_workers_spawned_total", 1.0);
    }
  }

  @Test
  void theBuiltInBackendIsUsedWhenThereIsNoRegistry() {
    try (WeldContainer container = TestDeployment.withoutRegistry(Platform.class).initialize()) {
      callsPass(container);
      callsPass(container);
    }
    assertThat(logged.announced().toString()).contains("metrics backend prometheus");
    assertThat(logged.messages()).isEmpty();
  }

  @ApplicationScoped
  static class Telemetry {
    private final InMemoryMetricReader reader = InMemoryMetricReader.create();

    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
    }

    Set<String> exported() {
      return reader.collectAllMetrics().stream().map(MetricData::getName).collect(toSet());
    }
  }

  @ParameterizedTest
  @CsvSource({"auto, opentelemetry", "opentelemetry, opentelemetry"})
  void openTelemetryIsUsedWhereItIsOnAndThereIsNoRegistry(String backend, String used) {
    System.setProperty(BACKEND, backend);
    System.setProperty("otel.sdk.disabled", "false");
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      callsPass(container);
      assertThat(container.select(Telemetry.class).get().exported())
          .contains("blockyard.workers.spawned", "blockyard.proxy.requests");
    }
    assertThat(logged.announced().toString()).contains("metrics backend " + used);
    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void aRegistryWinsOverOpenTelemetry() {
    System.setProperty("otel.sdk.disabled", "false");
    try (WeldContainer container = deployment.weld(Platform.class, Telemetry.class).initialize()) {
      callsPass(container);
      assertThat(deployment.moved()).containsEntry("blockyard_workers_spawned_total", 1.0);
      assertThat(container.select(Telemetry.class).get().exported()).isEmpty();
    }
  }

  @Test
  void openTelemetryThatIsOffIsNotUsed() {
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      callsPass(container);
      assertThat(container.select(Telemetry.class).get().exported()).isEmpty();
    }
    assertThat(logged.announced().toString()).contains("metrics backend prometheus");
    System.setProperty(BACKEND, "opentelemetry");
    assertThatThrownBy(starting(TestDeployment.withoutRegistry(Telemetry.class)))
        .hasStackTraceContaining("otel.sdk.disabled is not \"false\"");
  }
}
