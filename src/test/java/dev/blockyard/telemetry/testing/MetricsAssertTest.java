package dev.blockyard.telemetry.testing;

import static dev.blockyard.telemetry.testing.Series.auditEntriesDropped;
import static dev.blockyard.telemetry.testing.Series.builds;
import static dev.blockyard.telemetry.testing.Series.bundleRestoresFailed;
import static dev.blockyard.telemetry.testing.Series.bundleRestoresSucceeded;
import static dev.blockyard.telemetry.testing.Series.bundlesUploaded;
import static dev.blockyard.telemetry.testing.Series.coldStartPhases;
import static dev.blockyard.telemetry.testing.Series.coldStarts;
import static dev.blockyard.telemetry.testing.Series.coldStartsInProgress;
import static dev.blockyard.telemetry.testing.Series.healthChecksFailed;
import static dev.blockyard.telemetry.testing.Series.proxyForwards;
import static dev.blockyard.telemetry.testing.Series.proxyRequests;
import static dev.blockyard.telemetry.testing.Series.sessionsActive;
import static dev.blockyard.telemetry.testing.Series.workerSpawnsFailed;
import static dev.blockyard.telemetry.testing.Series.workers;
import static dev.blockyard.telemetry.testing.Series.workersActive;
import static dev.blockyard.telemetry.testing.Series.workersSpawned;
import static dev.blockyard.telemetry.testing.Series.workersStopped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions about metrics: which series they mean, and the text of a failure. */
class MetricsAssertTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RecordedMetrics metrics = RecordedMetrics.create();
  private final BlockyardMetrics recorder = metrics.recorder();

  private static Arguments event(Series.Counter series, Consumer<BlockyardMetrics> event) {
    return Arguments.of(series, event);
  }

  static Stream<Arguments> events() {
    Stream<Arguments> stops =
        Arrays.stream(StopReason.values())
            .map(reason -> event(workersStopped(reason), m -> m.workerStopped(reason)));
    Stream<Arguments> failures =
        Arrays.stream(SpawnFailure.values())
            .map(reason -> event(workerSpawnsFailed(reason), m -> m.workerSpawnFailed(reason)));
    return Stream.of(
            Stream.of(
                event(workersSpawned(), BlockyardMetrics::workerSpawned),
                event(bundlesUploaded(), BlockyardMetrics::bundleUploaded),
                event(bundleRestoresSucceeded(), m -> m.bundleRestored(SECOND)),
                event(bundleRestoresFailed(), BlockyardMetrics::bundleRestoreFailed),
                event(auditEntriesDropped(), BlockyardMetrics::auditEntryDropped),
                event(healthChecksFailed("50 % off"), m -> m.healthCheckFailed("50 % off")),
                event(healthChecksFailed(" "), m -> m.healthCheckFailed(null)),
                event(
                    proxyRequests("a\"b\\", StatusClass.of(503)),
                    m -> m.proxyRequest("a\"b\\", 503)),
                event(proxyRequests(null, StatusClass.of(200)), m -> m.proxyRequest("", 200))),
            stops,
            failures)
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventCountsInItsSeriesAlone(Series.Counter series, Consumer<BlockyardMetrics> event) {
    event.accept(recorder);
    event.accept(recorder);
    assertThat(metrics).counted(series, 2).andNothingElse();
    assertThat(metrics.value(series)).isEqualTo(2);
  }

  @Test
  void durationsAreCountedAndSummed() {
    recorder.coldStarted(SECOND);
    recorder.coldStarted(SECOND.multipliedBy(2));
    recorder.proxyRequestForwarded(SECOND);
    recorder.coldStartPhase(ColdStartPhase.READY, SECOND);
    assertThat(metrics)
        .timed(coldStarts(), 2)
        .tookInTotal(coldStarts(), Duration.ofSeconds(3))
        .timed(proxyForwards(), 1)
        .timed(coldStartPhases(ColdStartPhase.READY), 1)
        .timed(builds(), 0)
        .andNothingElse();
  }

  @Test
  void gaugesAreComparedByTheirValue() {
    recorder.sessionOpened();
    recorder.coldStartBegun();
    recorder.workersByState(1, 2, 0);
    MetricsSnapshot before = metrics.snapshot();
    recorder.sessionOpened();
    assertThat(metrics.since(before)).hasValue(sessionsActive(), 2).andNothingElse();
    assertThat(metrics)
        .hasValue(sessionsActive(), 2)
        .hasValue(coldStartsInProgress(), 1)
        .hasValue(workers(WorkerState.BUSY), 1)
        .hasValue(workers(WorkerState.IDLE), 2)
        .andNothingElse();
  }

  @Test
  void whatMovedInsteadIsInTheFailure() {
    recorder.workerSpawned();
    MetricsSnapshot before = metrics.snapshot();
    recorder.workerStopped(StopReason.GRACEFUL);
    recorder.workerSpawned();
    recorder.workerSpawned();
    recorder.healthCheckFailed("50 % off");

    fails(() -> assertThat(metrics.since(before)).counted(workersStopped(StopReason.CRASHED), 1))
        .hasMessage(
            """
            Expected 1 events in blockyard_workers_stopped_total{reason="crashed"}, but there were 0.
            These moved:
              blockyard_health_checks_failed_total{app="50 % off"} +1
              blockyard_workers_active +1, to 2
              blockyard_workers_spawned_total +2, to 3
              blockyard_workers_stopped_total{reason="graceful"} +1\
            """);
  }

  @Test
  void aHintIsInTheFailureWhereNothingMoved() {
    fails(() -> assertThat(metrics).counted(workersSpawned(), 1))
        .hasMessageStartingWith(
            "Expected 1 events in blockyard_workers_spawned_total, but there were 0.\n"
                + "Nothing moved. Annotations record on calls from one CDI bean to another:");
  }

  @Test
  void whatElseMovedIsInTheFailure() {
    recorder.workerStopped(StopReason.CRASHED);
    recorder.coldStartBegun();
    fails(() -> assertThat(metrics).counted(workersStopped(StopReason.CRASHED), 1).andNothingElse())
        .hasMessage(
            "Expected no other series to move, but these did:\n"
                + "  blockyard_cold_starts_in_progress +1");
    fails(() -> assertThat(metrics).nothingMoved())
        .hasMessageContaining("blockyard_workers_active -1")
        .hasMessageContaining("{reason=\"crashed\"} +1");
  }

  @Test
  void valuesAndSumsThatDifferAreInTheFailure() {
    recorder.coldStarted(SECOND);
    fails(() -> assertThat(metrics).hasValue(workersActive(), 1))
        .hasMessageStartingWith("Expected blockyard_workers_active to be 1, but it is 0.");
    fails(() -> assertThat(metrics).tookInTotal(coldStarts(), Duration.ZERO))
        .hasMessageStartingWith(
            "Expected blockyard_cold_start_seconds to sum up to PT0S, but the sum is PT1S.");
    fails(() -> assertThat(metrics).timed(coldStarts(), 2))
        .hasMessageStartingWith(
            "Expected 2 durations in blockyard_cold_start_seconds, but there were 1.");
  }

  @Test
  void twoStoresShareNothing() {
    recorder.workerSpawned();
    assertThat(RecordedMetrics.create()).nothingMoved();
  }

  /** All but the one that never moves. */
  @Test
  void everyMetricOfTheCatalogHasAName() {
    Stream<Series> named =
        Stream.concat(
            events().map(arguments -> (Series) arguments.get()[0]),
            Stream.of(
                builds(),
                coldStarts(),
                coldStarts("app"),
                coldStartPhases(ColdStartPhase.READY),
                coldStartsInProgress(),
                proxyForwards(),
                proxyForwards("app"),
                sessionsActive(),
                workers(WorkerState.BUSY),
                workersActive()));
    assertThat(
            named
                .flatMap(series -> Stream.concat(Stream.of(series), series.moveAlong().stream()))
                .map(series -> series.toString().replaceAll("\\{.*", "")))
        .containsAll(
            Arrays.stream(BlockyardMetric.values())
                .filter(metric -> metric != BlockyardMetric.TELEMETRY_INFO)
                .map(BlockyardMetric::prometheusName)
                .toList());
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> fails(ThrowingCallable assertion) {
    return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
  }
}
