package dev.blockyard.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import dev.blockyard.telemetry.testing.Exposition;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend has to show after the same events (contract, sections 2, 3 and 5). */
public abstract class BlockyardMetricsContract {
  /** The backend's bound on app names. */
  protected static final int MAX_APPS = 10;

  private BlockyardMetrics metrics = BlockyardMetrics.noop();

  /** Starts the backend with {@link #MAX_APPS} and nothing recorded. */
  protected abstract BlockyardMetrics start();

  /** What the backend shows now, in the names of Prometheus. */
  protected abstract Exposition exposition();

  /** The label values of the apps with requests, as who reads them gets them. */
  protected abstract Set<String> apps();

  @BeforeEach
  void startBackend() {
    metrics = start();
  }

  private record Worker(boolean draining, long sessions) implements WorkerView {}

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
            "blockyard_audit_entries_dropped_total");
    assertThat(samples.values()).containsOnly(0.0);
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
            "forward",
            m -> m.proxyRequestForwarded(Duration.ZERO),
            "blockyard_proxy_request_seconds_count"));
  }

  private static Arguments event(String name, Consumer<BlockyardMetrics> call, String sample) {
    return Arguments.of(name, call, sample);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void eachEventMovesItsSeriesByOne(String name, Consumer<BlockyardMetrics> call, String sample) {
    call.accept(metrics);
    assertThat(exposition().value(sample)).isEqualTo(1);
    call.accept(metrics);
    assertThat(exposition().value(sample)).isEqualTo(2);
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
  void workersAreCountedByTheStateThatWins() {
    metrics.workersByState(
        Arrays.asList(
            new Worker(true, 5),
            new Worker(false, 1),
            null,
            new Worker(false, 0),
            new Worker(false, 2)));

    assertThat(workers()).containsExactly(2.0, 1.0, 1.0);
  }

  @Test
  void workersStayAsTheyAreWhenNothingCanBeSeen() {
    metrics.workersByState(3, 2, 1);

    metrics.workersByState(null);
    metrics.workersByState(List.of(new Worker(false, 0), broken()));

    assertThat(workers()).containsExactly(3.0, 2.0, 1.0);
  }

  private static WorkerView broken() {
    return new WorkerView() {
      @Override
      public boolean draining() {
        throw new IllegalStateException("gone");
      }

      @Override
      public long sessions() {
        return 0;
      }
    };
  }

  @Test
  void noWorkersAreZeroWorkers() {
    metrics.workersByState(3, 2, 1);
    metrics.workersByState(List.of());

    assertThat(workers()).containsExactly(0.0, 0.0, 0.0);
  }

  private List<Double> workers() {
    Exposition shown = exposition();
    return Stream.of("busy", "idle", "draining")
        .map(state -> shown.value("blockyard_workers{state=\"" + state + "\"}"))
        .toList();
  }

  @Test
  void negativeAndMissingDurationsCountAsZero() {
    metrics.coldStarted(Duration.ofSeconds(-5));
    metrics.coldStarted(null);

    Exposition shown = exposition();
    assertThat(shown.value("blockyard_cold_start_seconds_count")).isEqualTo(2);
    assertThat(shown.value("blockyard_cold_start_seconds_sum")).isEqualTo(0);
  }

  @Test
  void durationsBeyondAllBoundsAreTaken() {
    metrics.proxyRequestForwarded(Duration.ofSeconds(Long.MAX_VALUE));

    Exposition shown = exposition();
    assertThat(shown.value("blockyard_proxy_request_seconds_count")).isEqualTo(1);
    assertThat(shown.value("blockyard_proxy_request_seconds_bucket{le=\"10.0\"}")).isEqualTo(0);
    assertThat(shown.value("blockyard_proxy_request_seconds_bucket{le=\"+Inf\"}")).isEqualTo(1);
  }

  @Test
  void bucketsAreTheOnesOfTheReference() {
    metrics.coldStarted(Duration.ZERO);
    metrics.proxyRequestForwarded(Duration.ZERO);
    metrics.bundleRestored(Duration.ZERO);

    assertThat(bounds("blockyard_cold_start_seconds"))
        .containsExactly("0.5", "1.0", "2.0", "4.0", "8.0", "16.0", "32.0", "64.0", "+Inf");
    assertThat(bounds("blockyard_proxy_request_seconds"))
        .containsExactly(
            "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0",
            "+Inf");
    assertThat(bounds("blockyard_build_seconds"))
        .containsExactly("5.0", "10.0", "20.0", "40.0", "80.0", "160.0", "320.0", "640.0", "+Inf");
  }

  private List<String> bounds(String histogram) {
    return exposition().find(histogram + "_bucket").keySet().stream()
        .map(sample -> sample.substring(sample.indexOf('"') + 1, sample.lastIndexOf('"')))
        .toList();
  }

  @Test
  void familiesHaveTheirTypeAndAHelpText() {
    eventOfEachKind();

    Exposition shown = exposition();
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("blockyard_workers_active", "gauge"),
            Map.entry("blockyard_workers", "gauge"),
            Map.entry("blockyard_sessions_active", "gauge"),
            Map.entry("blockyard_workers_spawned_total", "counter"),
            Map.entry("blockyard_workers_stopped_total", "counter"),
            Map.entry("blockyard_bundles_uploaded_total", "counter"),
            Map.entry("blockyard_bundle_restores_succeeded_total", "counter"),
            Map.entry("blockyard_bundle_restores_failed_total", "counter"),
            Map.entry("blockyard_proxy_requests_total", "counter"),
            Map.entry("blockyard_health_checks_failed_total", "counter"),
            Map.entry("blockyard_audit_entries_dropped_total", "counter"),
            Map.entry("blockyard_cold_start_seconds", "histogram"),
            Map.entry("blockyard_proxy_request_seconds", "histogram"),
            Map.entry("blockyard_build_seconds", "histogram"));
    assertThat(shown.types()).containsAllEntriesOf(expected);
    assertThat(expected.keySet())
        .allSatisfy(name -> assertThat(shown.help().get(name)).as(name).isNotBlank());
    assertThat(shown.samples().keySet()).noneMatch(sample -> sample.contains("quantile="));
  }

  private void eventOfEachKind() {
    events().forEach(event -> this.<BlockyardMetrics>callOf(event).accept(metrics));
  }

  @SuppressWarnings("unchecked")
  private <T> Consumer<T> callOf(Arguments event) {
    return (Consumer<T>) event.get()[1];
  }

  @Test
  void appsBeyondTheBoundAreCountedTogether() {
    IntStream.range(0, MAX_APPS + 5).forEach(i -> metrics.proxyRequest("app-" + i, 200));
    IntStream.range(0, MAX_APPS + 5).forEach(i -> metrics.healthCheckFailed("app-" + i));
    metrics.proxyRequest(null, 200);

    Exposition shown = exposition();
    assertThat(shown.find("blockyard_proxy_requests_total")).hasSize(MAX_APPS + 2);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(5);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"unknown\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.value("blockyard_health_checks_failed_total{app=\"_other\"}")).isEqualTo(5);
  }

  @Test
  void theLabelsThatAreNoAppsTakeNoPlaceAndAreNotForgotten() {
    metrics.proxyRequest(AppLabel.UNKNOWN, 200);
    metrics.proxyRequest(AppLabel.OTHER, 200);
    metrics.forgetApp(AppLabel.UNKNOWN);
    metrics.forgetApp(AppLabel.OTHER);
    metrics.forgetApp(null);
    IntStream.range(0, MAX_APPS).forEach(i -> metrics.proxyRequest("app-" + i, 200));

    Exposition shown = exposition();
    assertThat(shown.find("blockyard_proxy_requests_total")).hasSize(MAX_APPS + 2);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"unknown\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);
  }

  @Test
  void aForgottenAppLeavesNoSeriesFreesItsPlaceAndStartsAnew() {
    IntStream.range(0, MAX_APPS).forEach(i -> metrics.proxyRequest("app-" + i, 200));
    metrics.proxyRequest("app-0", 500);
    metrics.healthCheckFailed("app-0");

    metrics.forgetApp("app-0");
    assertThat(exposition().samples().keySet()).noneMatch(s -> s.contains("\"app-0\""));

    metrics.proxyRequest("next", 200);
    metrics.forgetApp("app-1");
    metrics.proxyRequest("app-0", 200);
    Exposition shown = exposition();
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"next\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"app-0\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.samples().keySet()).noneMatch(s -> s.contains("_other"));
  }

  @Test
  void forgettingAnAppThatIsNotThereFreesNoPlace() {
    metrics.forgetApp("never-seen");
    IntStream.range(0, MAX_APPS + 1).forEach(i -> metrics.proxyRequest("app-" + i, 200));

    assertThat(exposition().value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);
  }

  static Stream<String> hostileNames() {
    return Stream.of(
        "new\nline",
        "\n",
        "carriage\rreturn\r\n",
        "tab\there",
        "quo\"te",
        "\"",
        "back\\slash",
        "\\",
        "back\\nslash-n",
        "at the end\\",
        "quote at the end\\\"",
        "brace}{,=",
        "forged\"} 1\nblockyard_workers_active 99",
        "# HELP blockyard_workers_active forged",
        "x".repeat(64 * 1024),
        "\\\"\n".repeat(64 * 1024 / 3),
        "control\u0000\u0001\u001f\u007f\u0085",
        "\u0000",
        "line\u2028separator\u2029",
        "\uFEFFbyte order",
        "not a character \uFFFF",
        "\u202Eright to left",
        "\u00e9t\u00e9",
        "e\u0301te\u0301",
        "emoji \uD83D\uDE80",
        "high\uD83D",
        "\uDE80low",
        "reversed \uDE80\uD83D",
        "half \uD83D\uD83D\uDE80",
        "${jndi:x}",
        "%s%n%1$x");
  }

  /** What a lone half of a character is on the wire, which has no bytes for it. */
  private static String onTheWire(String name) {
    return new String(name.getBytes(UTF_8), UTF_8);
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void anyNameIsAcceptedAndComesBackAsItWas(String name) {
    metrics.proxyRequest(name, 200);
    metrics.proxyRequest("next", 200);
    metrics.healthCheckFailed(name);

    assertThat(name.isBlank() ? AppLabel.UNKNOWN : onTheWire(name)).isIn(apps());
    assertThat(apps()).hasSize(2);
    String escaped =
        onTheWire(name.isBlank() ? AppLabel.UNKNOWN : name)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n");
    assertThat(exposition().samples(key -> key.contains("app=")))
        .containsOnly(
            Map.entry(
                "blockyard_proxy_requests_total{app=\"" + escaped + "\",status=\"2xx\"}", 1.0),
            Map.entry("blockyard_proxy_requests_total{app=\"next\",status=\"2xx\"}", 1.0),
            Map.entry("blockyard_health_checks_failed_total{app=\"" + escaped + "\"}", 1.0));

    metrics.forgetApp(name);
    metrics.forgetApp("next");
    assertThat(apps()).hasSize(name.isBlank() ? 1 : 0);
  }

  @Test
  void aNameThatIsNoneIsUnknown() {
    Stream.of("", " ", "\t", "\n\r ", "\u2028").forEach(name -> metrics.proxyRequest(name, 200));

    assertThat(apps()).containsExactly(AppLabel.UNKNOWN);
  }

  @Test
  void namesThatAreTheSameOnTheWireAreOneSeries() {
    metrics.proxyRequest("half\uD800", 200);
    metrics.proxyRequest("half\uD801", 200);
    metrics.proxyRequest("half?", 200);

    assertThat(exposition().find("blockyard_proxy_requests_total").values()).containsExactly(3.0);

    metrics.forgetApp("half\uD802");
    assertThat(exposition().find("blockyard_proxy_requests_total")).isEmpty();
  }

  /** A reader sees whole looks at the workers only, and counters that never go back. */
  @Test
  void sumsAreExactWhenManyThreadsRecordForgetAndRead() throws Exception {
    int threads = 6;
    int rounds = 2_000;
    List<Worker> few = workers(2, 1, 4);
    List<Worker> many = workers(20, 10, 40);
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger recording = new AtomicInteger(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads + 2);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < rounds; i++) {
                    metrics.workerSpawned();
                    metrics.workerStopped(i % 2 == 0 ? StopReason.GRACEFUL : StopReason.CRASHED);
                    metrics.sessionOpened();
                    metrics.sessionOpened();
                    metrics.sessionClosed();
                    metrics.workersByState(i % 2 == 0 ? many : few);
                    metrics.bundleUploaded();
                    metrics.bundleRestored(Duration.ofSeconds(1));
                    metrics.bundleRestoreFailed();
                    metrics.auditEntryDropped();
                    metrics.coldStarted(Duration.ofSeconds(1));
                    metrics.proxyRequestForwarded(Duration.ofSeconds(1));
                    metrics.proxyRequest("app-" + i % 5, 200);
                    metrics.proxyRequest("many-" + thread + "-" + i, 200);
                    metrics.healthCheckFailed("app-" + i % 5);
                    metrics.forgetApp("not-there-" + i);
                  }
                  recording.decrementAndGet();
                  return null;
                }));
      }
      for (int t = 0; t < 2; t++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  Exposition before = exposition();
                  while (recording.get() > 0) {
                    before = readAfter(before);
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    metrics.workersByState(few);

    double all = threads * rounds;
    Exposition shown = exposition();
    assertThat(shown.value("blockyard_workers_spawned_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_workers_stopped_total{reason=\"graceful\"}"))
        .isEqualTo(all / 2);
    assertThat(shown.value("blockyard_workers_stopped_total{reason=\"crashed\"}"))
        .isEqualTo(all / 2);
    assertThat(shown.value("blockyard_workers_active")).isEqualTo(0);
    assertThat(shown.value("blockyard_sessions_active")).isEqualTo(all);
    assertThat(workers()).containsExactly(2.0, 1.0, 4.0);
    assertThat(shown.value("blockyard_bundles_uploaded_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_bundle_restores_succeeded_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_bundle_restores_failed_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_audit_entries_dropped_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_cold_start_seconds_count")).isEqualTo(all);
    assertThat(shown.value("blockyard_cold_start_seconds_sum")).isEqualTo(all);
    assertThat(shown.value("blockyard_proxy_request_seconds_count")).isEqualTo(all);
    assertThat(shown.value("blockyard_build_seconds_bucket{le=\"5.0\"}")).isEqualTo(all);
    assertThat(shown.sum("blockyard_health_checks_failed_total")).isEqualTo(all);
    assertThat(shown.find("blockyard_proxy_requests_total")).hasSizeLessThanOrEqualTo(MAX_APPS + 1);
    assertThat(shown.sum("blockyard_proxy_requests_total")).isEqualTo(2 * all);
  }

  private Exposition readAfter(Exposition before) {
    Exposition now = exposition();
    assertThat(now.value("blockyard_workers{state=\"busy\"}")).isIn(0.0, 2.0, 20.0);
    assertThat(now.value("blockyard_workers{state=\"idle\"}")).isIn(0.0, 1.0, 10.0);
    assertThat(now.value("blockyard_workers{state=\"draining\"}")).isIn(0.0, 4.0, 40.0);
    now.samples(key -> key.contains("_total"))
        .forEach(
            (key, value) -> assertThat(value).as(key).isGreaterThanOrEqualTo(before.value(key)));
    return now;
  }

  private static List<Worker> workers(int busy, int idle, int draining) {
    return Stream.of(
            Collections.nCopies(busy, new Worker(false, 1)),
            Collections.nCopies(idle, new Worker(false, 0)),
            Collections.nCopies(draining, new Worker(true, 1)))
        .flatMap(List::stream)
        .toList();
  }

  /** Each gauge is read by itself; what it shows is of a look that is over. */
  @Test
  void whoReadsWhileWorkersAreCountedSeesTheLookBefore() {
    metrics.workersByState(3, 2, 1);
    List<List<Double>> seen = new ArrayList<>();
    List<Worker> counted = workers(1, 2, 3);

    metrics.workersByState(
        () ->
            counted.stream()
                .peek(worker -> seen.add(workers()))
                .map(WorkerView.class::cast)
                .iterator());

    assertThat(seen).hasSize(6).containsOnly(List.of(3.0, 2.0, 1.0));
    assertThat(workers()).containsExactly(1.0, 2.0, 3.0);
  }

  /**
   * Each round forgets the names that had series after the one before, while others take their
   * places: what is left and what was removed is all that was counted.
   */
  @Test
  void aMillionNamesLoseNoCountAndCostNoMoreThanTheFirst() throws Exception {
    int threads = 4;
    int names = 12_500;
    double counted = 0;
    double removed = 0;
    Map<String, Double> live = Map.of();
    long heap = 0;
    long cost = 0;
    ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
    try {
      for (int round = 0; round < 20; round++) {
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          String prefix = round + "-" + t + "-";
          running.add(
              pool.submit(
                  () -> {
                    for (int i = 0; i < names; i++) {
                      metrics.proxyRequest(prefix + i, 200);
                      metrics.healthCheckFailed(prefix + i);
                    }
                  }));
        }
        Set<String> gone = live.keySet();
        running.add(
            pool.submit(
                () -> {
                  gone.forEach(metrics::forgetApp);
                  IntStream.range(0, names).forEach(i -> metrics.forgetApp("never-" + i));
                }));
        for (Future<?> each : running) {
          each.get();
        }
        String last = round + "-last-"; // fills what is free if the forgets came last
        IntStream.range(0, MAX_APPS).forEach(i -> metrics.proxyRequest(last + i, 200));
        counted += 2.0 * threads * names + MAX_APPS;
        removed += live.values().stream().mapToDouble(Double::doubleValue).sum();

        Exposition shown = exposition();
        live = byApp(shown);
        double other = live.getOrDefault(AppLabel.OTHER, 0.0);
        live.remove(AppLabel.OTHER);
        assertThat(live).hasSize(MAX_APPS);
        assertThat(shown.samples(key -> key.contains("app=")).size())
            .isLessThanOrEqualTo(2 * (MAX_APPS + 1));
        assertThat(live.values().stream().mapToDouble(Double::doubleValue).sum() + other + removed)
            .isEqualTo(counted);
        if (round == 1) {
          cost = bytesOfAThousandRequestsBeyondTheBound();
          counted += 2_000;
          heap = usedHeap();
        }
      }
    } finally {
      pool.shutdownNow();
    }
    // An entry for each of the 900,000 names since, however small, would be ten times as much.
    assertThat(usedHeap() - heap).isLessThan(8L << 20);
    assertThat(bytesOfAThousandRequestsBeyondTheBound()).isLessThanOrEqualTo(cost);
  }

  private static Map<String, Double> byApp(Exposition shown) {
    Map<String, Double> byApp = new HashMap<>();
    shown
        .samples(key -> key.contains("app="))
        .forEach((key, value) -> byApp.merge(key.split("\"", -1)[1], value, Double::sum));
    return byApp;
  }

  private long bytesOfAThousandRequestsBeyondTheBound() {
    String[] beyond = IntStream.range(0, 1_000).mapToObj(i -> "beyond-" + i).toArray(String[]::new);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (String name : beyond) {
      metrics.proxyRequest(name, 200);
    }
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (String name : beyond) {
      metrics.proxyRequest(name, 200);
    }
    return thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void anAppThatComesAndGoesKeepsItsPlaceCountRight() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    metrics.proxyRequest("app-" + i % 3, 200);
                    metrics.forgetApp("app-" + i % 3);
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    IntStream.range(0, 3).forEach(i -> metrics.forgetApp("app-" + i));
    assertThat(exposition().find("blockyard_proxy_requests_total")).isEmpty();

    IntStream.range(0, MAX_APPS + 1).forEach(i -> metrics.proxyRequest("next-" + i, 200));
    assertThat(exposition().value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);
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
            })
        .doesNotThrowAnyException();
  }
}
