package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.metrics.MetricID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications in one registry that proxy the same apps, of which one forgets some. */
class SharedAppsTest {
  private static final String SHOP = "blockyard_proxy_requests_total{app=\"shop\",status=\"2xx\"}";
  private static final String STARTS = "blockyard_app_cold_start_seconds_count{app=\"shop\"}";
  private static final int APPS = 600;

  private final TestRegistry shared = new TestRegistry();

  /** How often the registry was asked for a series of an app, and in how many rounds. */
  private final AtomicInteger apps = new AtomicInteger();

  private final AtomicInteger rounds = new AtomicInteger();

  private final RecordingMetrics first = start();
  private final RecordingMetrics second = start();

  private RecordingMetrics start() {
    MicroProfileInstruments instruments =
        new MicroProfileInstruments(
            Registries.intercepted(
                shared.registry(),
                (method, arguments) -> {
                  if (method.getName().equals("getMetric") && arguments[0] instanceof MetricID id) {
                    if (id.getTags().containsKey("app")) {
                      apps.incrementAndGet();
                    } else if (id.getName().equals("blockyard_workers_spawned_total")) {
                      rounds.incrementAndGet();
                    }
                  }
                }),
            false,
            Optional.empty());
    RecordingMetrics metrics = new RecordingMetrics(instruments, APPS, true);
    instruments.watch();
    return metrics;
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    shared.close();
  }

  @Test
  void anAppThatOneForgetsIsStillCountedForTheOther() throws Exception {
    first.proxyRequest("shop", 200);
    first.coldStarted(Duration.ofSeconds(1), "shop");
    second.proxyRequest("shop", 200);
    second.coldStarted(Duration.ofSeconds(1), "shop");

    first.forgetApp("shop");

    Await.until(
        () -> assertThat(shared.exposition().samples()).containsKey(SHOP).containsKey(STARTS));
    second.proxyRequest("shop", 200);
    second.coldStarted(Duration.ofSeconds(1), "shop");
    assertThat(shared.exposition().value(SHOP)).isEqualTo(1);
    assertThat(shared.exposition().value(STARTS)).isEqualTo(1);
  }

  @Test
  void anAppThatBothForgetIsGone() throws Exception {
    first.proxyRequest("shop", 200);
    second.proxyRequest("shop", 200);
    first.forgetApp("shop");
    second.forgetApp("shop");
    int before = rounds.get();

    Await.until(() -> assertThat(rounds).hasValueGreaterThan(before + 6));
    assertThat(shared.exposition().samples()).doesNotContainKey(SHOP);
  }

  @Test
  void everyAppOfManyComesBack() throws Exception {
    for (int i = 0; i < APPS; i++) {
      first.proxyRequest("app" + i, 200);
      second.proxyRequest("app" + i, 200);
    }
    Await.until(
        () ->
            assertThat(shared.exposition().sum("blockyard_proxy_requests_total"))
                .isEqualTo(2 * APPS));
    for (int i = 0; i < APPS; i++) {
      first.forgetApp("app" + i);
    }

    Await.until(
        () -> assertThat(shared.exposition().find("blockyard_proxy_requests_total")).hasSize(APPS));
  }

  /** There may be thousands of them, and each question costs. */
  @Test
  void aRegistryThatLosesNothingIsAskedForFewAppsAtATime() throws Exception {
    for (int i = 0; i < APPS; i++) {
      first.proxyRequest("app" + i, 200);
    }
    Await.until(
        () ->
            assertThat(shared.exposition().sum("blockyard_proxy_requests_total")).isEqualTo(APPS));
    int appsBefore = apps.get();
    int roundsBefore = rounds.get();

    Await.until(() -> assertThat(rounds).hasValueGreaterThan(roundsBefore + 10));
    assertThat(apps.get() - appsBefore)
        .isLessThanOrEqualTo((rounds.get() - roundsBefore + 2) * 200);
  }
}
