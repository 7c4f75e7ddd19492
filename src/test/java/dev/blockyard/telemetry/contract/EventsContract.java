package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.config.ModuleVersion;
import dev.blockyard.telemetry.testing.Exposition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each event moves, on every backend. */
public abstract class EventsContract extends MetricsContract {
  @Test
  void closedSeriesExistAtZeroBeforeAnyEvent() {
    Map<String, Double> samples = exposition().samples();

    assertThat(samples)
        .containsKeys(
            "blockyard_workers_active",
            "blockyard_workers{state=\"busy\"}",
            "blockyard_workers{state=\"idle\"}",
            "blockyard_workers{state=\"draining\"}",
            "blockyard_sessions_active",
            "blockyard_workers_spawned_total",
            "blockyard_workers_stopped_total{reason=\"graceful\"}",
            "blockyard_workers_stopped_total{reason=\"crashed\"}",
            "blockyard_workers_stopped_total{reason=\"idle_timeout\"}",
            "blockyard_bundles_uploaded_total",
            "blockyard_bundle_restores_succeeded_total",
            "blockyard_bundle_restores_failed_total",
            "blockyard_audit_entries_dropped_total",
            "blockyard_worker_spawns_failed_total{reason=\"error\"}",
            "blockyard_worker_spawns_failed_total{reason=\"timeout\"}",
            "blockyard_worker_spawns_failed_total{reason=\"rejected\"}",
            "blockyard_worker_spawns_failed_total{reason=\"cancelled\"}",
            "blockyard_cold_starts_in_progress",
            "blockyard_workers_reconciled_timestamp_seconds");
    if (backend.showsEmptyHistograms()) {
      assertThat(samples)
          .containsKeys(
              "blockyard_cold_start_seconds_count",
              "blockyard_proxy_request_seconds_count",
              "blockyard_build_seconds_count",
              "blockyard_cold_start_phase_seconds_count{phase=\"prepare\"}",
              "blockyard_cold_start_phase_seconds_count{phase=\"schedule\"}",
              "blockyard_cold_start_phase_seconds_count{phase=\"start\"}",
              "blockyard_cold_start_phase_seconds_count{phase=\"ready\"}");
    }
    assertThat(exposition().samples(key -> !key.startsWith("blockyard_telemetry_info")).values())
        .containsOnly(0.0);
    assertThat(samples.keySet()).noneMatch(sample -> sample.contains("app="));
  }

  @Test
  void theReferencesEventsGiveTheReferencesSamples() {
    metrics.workerSpawned();
    metrics.workerSpawned();
    metrics.workerStopped(StopReason.IDLE_TIMEOUT);
    metrics.proxyRequest("app1", 200);
    metrics.proxyRequest(null, 404);
    metrics.healthCheckFailed("app1");
    metrics.workersByState(3, 0, 0);
    metrics.coldStarted(Duration.ofMillis(1500));
    metrics.proxyRequestForwarded(Duration.ofMillis(50));
    metrics.bundleRestored(Duration.ofSeconds(30));

    assertThat(exposition().samples()).containsAllEntriesOf(Exposition.ofReference().samples());
  }

  static Stream<Arguments> events() {
    return Stream.of(
        event("spawn", BlockyardMetrics::workerSpawned, "blockyard_workers_spawned_total"),
        event(
            "graceful stop",
            m -> m.workerStopped(StopReason.GRACEFUL),
            "blockyard_workers_stopped_total{reason=\"graceful\"}"),
        event(
            "crash",
            m -> m.workerStopped(StopReason.CRASHED),
            "blockyard_workers_stopped_total{reason=\"crashed\"}"),
        event(
            "idle stop",
            m -> m.workerStopped(StopReason.IDLE_TIMEOUT),
            "blockyard_workers_stopped_total{reason=\"idle_timeout\"}"),
        event(
            "stop without a reason",
            m -> m.workerStopped(null),
            "blockyard_workers_stopped_total{reason=\"graceful\"}"),
        event("session", BlockyardMetrics::sessionOpened, "blockyard_sessions_active"),
        event("upload", BlockyardMetrics::bundleUploaded, "blockyard_bundles_uploaded_total"),
        event(
            "restore",
            m -> m.bundleRestored(Duration.ZERO),
            "blockyard_bundle_restores_succeeded_total"),
        event(
            "failed restore",
            BlockyardMetrics::bundleRestoreFailed,
            "blockyard_bundle_restores_failed_total"),
        event(
            "request",
            m -> m.proxyRequest("shop", 302),
            "blockyard_proxy_requests_total{app=\"shop\",status=\"3xx\"}"),
        event(
            "request of no app",
            m -> m.proxyRequest(null, 101),
            "blockyard_proxy_requests_total{app=\"unknown\",status=\"1xx\"}"),
        event(
            "request of a blank app",
            m -> m.proxyRequest(" \t", 500),
            "blockyard_proxy_requests_total{app=\"unknown\",status=\"5xx\"}"),
        event(
            "health check",
            m -> m.healthCheckFailed("shop"),
            "blockyard_health_checks_failed_total{app=\"shop\"}"),
        event(
            "health check of no app",
            m -> m.healthCheckFailed(""),
            "blockyard_health_checks_failed_total{app=\"unknown\"}"),
        event(
            "audit drop",
            BlockyardMetrics::auditEntryDropped,
            "blockyard_audit_entries_dropped_total"),
        event(
            "cold start", m -> m.coldStarted(Duration.ZERO), "blockyard_cold_start_seconds_count"),
        event(
            "cold start of an app",
            m -> m.coldStarted(Duration.ZERO, "shop"),
            "blockyard_cold_start_seconds_count",
            "blockyard_app_cold_start_seconds_count{app=\"shop\"}"),
        event(
            "cold start of no app",
            m -> m.coldStarted(null, null),
            "blockyard_cold_start_seconds_count",
            "blockyard_app_cold_start_seconds_count{app=\"unknown\"}"),
        event(
            "begun cold start",
            BlockyardMetrics::coldStartBegun,
            "blockyard_cold_starts_in_progress"),
        event(
            "phase",
            m -> m.coldStartPhase(ColdStartPhase.SCHEDULE, Duration.ZERO),
            "blockyard_cold_start_phase_seconds_count{phase=\"schedule\"}"),
        event(
            "phase without a duration",
            m -> m.coldStartPhase(ColdStartPhase.READY, null),
            "blockyard_cold_start_phase_seconds_count{phase=\"ready\"}"),
        event(
            "failed spawn",
            m -> m.workerSpawnFailed(SpawnFailure.REJECTED),
            "blockyard_worker_spawns_failed_total{reason=\"rejected\"}"),
        event(
            "timed-out spawn",
            m -> m.workerSpawnFailed(SpawnFailure.TIMEOUT),
            "blockyard_worker_spawns_failed_total{reason=\"timeout\"}"),
        event(
            "cancelled spawn",
            m -> m.workerSpawnFailed(SpawnFailure.CANCELLED),
            "blockyard_worker_spawns_failed_total{reason=\"cancelled\"}"),
        event(
            "spawn that failed for no known reason",
            m -> m.workerSpawnFailed(null),
            "blockyard_worker_spawns_failed_total{reason=\"error\"}"),
        event(
            "forward of an app",
            m -> m.proxyRequestForwarded(Duration.ZERO, "shop"),
            "blockyard_proxy_request_seconds_count",
            "blockyard_app_proxy_request_seconds_count{app=\"shop\"}"),
        event(
            "forward",
            m -> m.proxyRequestForwarded(Duration.ZERO),
            "blockyard_proxy_request_seconds_count"));
  }

  private static Arguments event(String name, Consumer<BlockyardMetrics> call, String... samples) {
    return Arguments.of(name, call, List.of(samples));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void eachEventMovesItsSeriesByOne(
      String name, Consumer<BlockyardMetrics> call, List<String> samples) {
    Exposition before = exposition();
    call.accept(metrics);
    assertThat(moved(before)).containsAllEntriesOf(by(1, samples));
    call.accept(metrics);
    assertThat(moved(before)).containsAllEntriesOf(by(2, samples));
    assertThat(moved(before).keySet())
        .filteredOn(key -> !key.equals("blockyard_workers_active"))
        .allMatch(key -> samples.contains(key) || key.startsWith("blockyard_build_seconds"));
  }

  private Map<String, Double> moved(Exposition before) {
    return exposition().since(before);
  }

  private static Map<String, Double> by(double count, List<String> samples) {
    return samples.stream().collect(Collectors.toMap(sample -> sample, sample -> count));
  }

  @Test
  void activeWorkersAreSpawnsMinusStopsAndMayBeNegative() {
    metrics.workerStopped(StopReason.CRASHED);
    assertThat(exposition().value("blockyard_workers_active")).isEqualTo(-1);

    metrics.workerSpawned();
    metrics.workerSpawned();
    assertThat(exposition().value("blockyard_workers_active")).isEqualTo(1);
  }

  @Test
  void aClosedSessionIsNoLongerActive() {
    metrics.sessionOpened();
    metrics.sessionOpened();
    metrics.sessionClosed();

    assertThat(exposition().value("blockyard_sessions_active")).isEqualTo(1);
  }

  @Test
  void anEndedColdStartIsNoLongerInProgress() {
    metrics.coldStartBegun();
    metrics.coldStartBegun();
    metrics.coldStartEnded();

    assertThat(exposition().value("blockyard_cold_starts_in_progress")).isEqualTo(1);
  }

  @Test
  void infoTellsTheVersionAndTheBackend() {
    assertThat(ModuleVersion.get()).matches("\\d+\\.\\d+.*");
    assertThat(exposition().find("blockyard_telemetry_info"))
        .containsExactly(
            Map.entry(
                "blockyard_telemetry_info{backend=\""
                    + backend.name()
                    + "\",version=\""
                    + ModuleVersion.get()
                    + "\"}",
                1.0));
  }

  @Test
  void aRestoreIsCountedAndTimedAsOneEvent() {
    metrics.bundleRestored(Duration.ofSeconds(7));
    metrics.bundleRestoreFailed();

    Exposition shown = exposition();
    assertThat(shown.value("blockyard_build_seconds_count")).isEqualTo(1);
    assertThat(shown.value("blockyard_build_seconds_sum")).isEqualTo(7);
    assertThat(shown.value("blockyard_bundle_restores_succeeded_total")).isEqualTo(1);
    assertThat(shown.value("blockyard_bundle_restores_failed_total")).isEqualTo(1);
  }

  @Test
  void nothingThatIsPassedInThrows() {
    assertThatCode(
            () -> {
              metrics.workerStopped(null);
              metrics.workersByState(null);
              metrics.workersByState(-1, -1, -1);
              metrics.bundleRestored(null);
              metrics.proxyRequestForwarded(null);
              metrics.proxyRequest(null, Integer.MIN_VALUE);
              metrics.healthCheckFailed(null);
              metrics.forgetApp(null);
              metrics.coldStarted(null, null);
              metrics.proxyRequestForwarded(null, null);
              metrics.workerSpawnFailed(null);
            })
        .doesNotThrowAnyException();
  }
}
