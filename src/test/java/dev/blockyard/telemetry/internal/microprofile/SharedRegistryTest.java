package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications that record in one registry, as on Open Liberty, and that come and go. */
class SharedRegistryTest {
  private static final String SHOP = "blockyard_proxy_requests_total{app=\"shop\",status=\"2xx\"}";

  private static final String MAIL = "blockyard_proxy_requests_total{app=\"mail\",status=\"2xx\"}";

  private final TestRegistry shared = new TestRegistry();
  private final RecordingMetrics first = start();
  private final RecordingMetrics second = start();

  private RecordingMetrics start() {
    return watching(shared.registry());
  }

  private static RecordingMetrics watching(MetricRegistry registry) {
    MicroProfileInstruments instruments =
        new MicroProfileInstruments(registry, false, Optional.empty());
    RecordingMetrics metrics = new RecordingMetrics(instruments, 10, true);
    instruments.watch();
    return metrics;
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    shared.close();
  }

  private double shown(String series) {
    return shared.exposition().value(series);
  }

  @Test
  void countersAreSumsAndTheGaugesAreThoseOfTheFirst() {
    first.workerSpawned();
    second.workerSpawned();
    second.workerSpawned();
    first.proxyRequest("shop", 200);
    second.proxyRequest("shop", 200);
    second.coldStarted(Duration.ofSeconds(1));

    assertThat(shown("blockyard_workers_spawned_total")).isEqualTo(3);
    assertThat(shown(SHOP)).isEqualTo(2);
    assertThat(shown("blockyard_cold_start_seconds_count")).isEqualTo(1);
    assertThat(shown("blockyard_workers_active")).isEqualTo(1);
  }

  @Test
  void theSecondTakesTheGaugesOverWhenTheFirstIsGone() throws Exception {
    first.workerSpawned();
    second.workerSpawned();
    second.workerSpawned();
    second.sessionOpened();
    second.workersByState(5, 6, 7);

    first.close();

    Await.until(
        () ->
            assertThat(shared.exposition().samples())
                .containsAllEntriesOf(
                    Map.of(
                        "blockyard_workers_active", 2.0,
                        "blockyard_sessions_active", 1.0,
                        "blockyard_workers{state=\"busy\"}", 5.0,
                        "blockyard_workers{state=\"idle\"}", 6.0,
                        "blockyard_workers{state=\"draining\"}", 7.0)));
  }

  @Test
  void theFirstKeepsItsGaugesWhenTheSecondIsGone() throws Exception {
    first.workerSpawned();

    second.close();

    assertThat(shown("blockyard_workers_active")).isEqualTo(1);
  }

  /** Its own test, because what is dead shows only if it is not looked up again and again. */
  @Test
  void whatTheSecondHoldsCountsAgainWhenTheFirstIsGone() throws Exception {
    first.proxyRequest("shop", 200);
    second.proxyRequest("shop", 200);
    second.healthCheckFailed("shop");

    first.close();
    Await.until(() -> assertThat(shared.exposition().samples()).containsKey(SHOP));
    double before = shown(SHOP);
    second.proxyRequest("shop", 200);
    second.proxyRequest("shop", 200);
    second.workerSpawned();
    second.workerStopped(StopReason.CRASHED);
    second.coldStarted(Duration.ofSeconds(1));

    assertThat(shown(SHOP)).isEqualTo(before + 2);
    assertThat(shared.exposition().samples())
        .containsAllEntriesOf(
            Map.of(
                "blockyard_workers_spawned_total", 1.0,
                "blockyard_workers_stopped_total{reason=\"crashed\"}", 1.0,
                "blockyard_cold_start_seconds_count", 1.0,
                "blockyard_cold_start_seconds_bucket{le=\"0.5\"}", 0.0,
                "blockyard_cold_start_seconds_bucket{le=\"1.0\"}", 1.0));
  }

  /** The server removes series, too, a little later than the application that ends. */
  @Test
  void everySeriesComesBackHoweverOftenTheyAreRemoved() throws Exception {
    second.proxyRequest("shop", 200);
    second.healthCheckFailed("shop");
    Map<String, Double> all = shared.exposition().samples();
    first.close();

    for (int i = 0; i < 3; i++) {
      shared.registry().removeMatching(MetricFilter.ALL);
      Await.until(
          () ->
              assertThat(shared.exposition().samples())
                  .containsOnlyKeys(all.keySet().toArray(new String[0])));
    }
  }

  /** It was seen to happen on a busy server: looks had found nothing lost in between. */
  @Test
  void anAppThatIsRemovedLongAfterTheRestComesBack() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    RecordingMetrics watching = watching(counting(looks));
    watching.proxyRequest("shop", 200);

    try {
      shared.registry().removeMatching((id, metric) -> !id.getTags().containsKey("app"));
      Await.until(
          () ->
              assertThat(shared.exposition().samples())
                  .containsKey("blockyard_workers_spawned_total"));
      int before = looks.get();
      Await.until(() -> assertThat(looks).hasValueGreaterThan(before + 5));
      shared.registry().removeMatching((id, metric) -> id.getTags().containsKey("app"));

      Await.until(() -> assertThat(shared.exposition().samples()).containsKey(SHOP));
    } finally {
      watching.close();
    }
  }

  @Test
  void anAppThatWasForgottenDoesNotComeBack() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    RecordingMetrics watching = watching(counting(looks));
    watching.proxyRequest("shop", 200);
    watching.proxyRequest("mail", 200);
    watching.forgetApp("shop");

    try {
      shared.registry().removeMatching(MetricFilter.ALL);
      Await.until(() -> assertThat(shared.exposition().samples()).containsKey(MAIL));
      int before = looks.get();
      Await.until(() -> assertThat(looks).hasValueGreaterThan(before + 5));

      assertThat(shared.exposition().find("blockyard_proxy_requests_total")).containsOnlyKeys(MAIL);
    } finally {
      watching.close();
    }
  }

  /** The registry, and how often one series is looked for in it: once in a round of a watch. */
  private MetricRegistry counting(AtomicInteger looks) {
    return Registries.intercepted(
        shared.registry(),
        (method, arguments) -> {
          if (method.getName().equals("getMetric")
              && arguments[0].equals(new MetricID("blockyard_sessions_active"))) {
            looks.incrementAndGet();
          }
        });
  }

  @Test
  void nothingComesBackAndNoThreadIsLeftWhenBothAreGone() throws Exception {
    second.proxyRequest("shop", 200);
    first.close();
    second.close();

    assertThat(shared.exposition().samples()).isEmpty();
    Await.until(
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("blockyard-telemetry"));
  }

  @Test
  void seriesThatTheRegistryRefusesKeepsNoOtherFromComingBack() throws Exception {
    AtomicBoolean removed = new AtomicBoolean();
    AtomicReference<Object> refused = new AtomicReference<>(); // the first that it is asked for
    try (Log log = Log.open()) {
      RecordingMetrics watching =
          watching(
              Registries.intercepted(
                  shared.registry(),
                  (method, arguments) -> {
                    if (removed.get()
                        && method.getName().equals("getMetric")
                        && (refused.compareAndSet(null, arguments[0])
                            || arguments[0].equals(refused.get()))) {
                      throw new IllegalStateException("refused");
                    }
                  }));
      first.close();
      second.close();
      shared.registry().removeMatching(MetricFilter.ALL);
      removed.set(true);

      Await.until(() -> assertThat(shared.registry().getMetricIDs()).hasSizeGreaterThan(20));
      watching.close();
      assertThat(log.messages("BYT0005")).singleElement().asString().contains("refused");
    }
  }

  @Test
  void aRegistryThatFailsWhenItIsWatchedIsReportedOnce() throws Exception {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    int[] looks = new int[1];
    try (Log log = Log.open()) {
      RecordingMetrics watching =
          watching(
              Registries.intercepted(
                  shared.registry(),
                  (method, arguments) -> {
                    if (failure.get() != null && method.getName().equals("getMetric")) {
                      looks[0]++;
                      throw failure.get();
                    }
                  }));
      failure.set(new IllegalStateException("broken"));

      Await.until(() -> assertThat(looks[0]).isGreaterThan(3));
      failure.set(null);
      watching.close();
      assertThat(log.messages("BYT0005")).singleElement().asString().contains("broken");
    }
  }
}
