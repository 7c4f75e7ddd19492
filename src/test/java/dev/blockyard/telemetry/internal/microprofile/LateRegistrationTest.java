package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong with series that are registered in the background, and what does not. */
class LateRegistrationTest {
  private static final String REQUESTS = "blockyard_proxy_requests_total";
  private static final int AT_ONCE = 250;

  private final TestRegistry registry = new TestRegistry();
  private final Log log = Log.open();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final RecordingMetrics metrics =
      new RecordingMetrics(
          new MicroProfileInstruments(
              Registries.intercepted(
                  registry.registry(),
                  (method, arguments) -> {
                    if (Thread.currentThread().getName().equals("blockyard-telemetry")) {
                      slow.await();
                      if (Arrays.stream(arguments).anyMatch(LateRegistrationTest::isOfRefused)) {
                        throw new IllegalStateException("not this one");
                      }
                    }
                  }),
              false,
              Optional.empty()),
          1000,
          true);

  private static boolean isOfRefused(Object argument) {
    return argument instanceof Tag[] tags
        && Arrays.stream(tags).anyMatch(tag -> tag.getTagValue().startsWith("refused"));
  }

  @AfterEach
  void close() {
    slow.countDown();
    metrics.close();
    registry.close();
    log.close();
  }

  private static String requests(String app) {
    return REQUESTS + "{app=\"" + app + "\",status=\"2xx\"}";
  }

  private void countFirstApps() {
    for (int i = 0; i < AT_ONCE; i++) {
      metrics.proxyRequest("app" + i, 200);
    }
  }

  @Test
  void aSeriesThatIsRefusedLaterIsReportedOnceAndKeepsNoOtherBack() throws Exception {
    slow.countDown();
    countFirstApps();
    metrics.proxyRequest("refused1", 200);
    metrics.proxyRequest("refused2", 200);
    metrics.proxyRequest("late", 200);

    Await.until(() -> assertThat(registry.exposition().value(requests("late"))).isEqualTo(1));
    metrics.proxyRequest("refused1", 200);
    metrics.forgetApp("refused1");
    assertThat(registry.exposition().find(REQUESTS)).hasSize(AT_ONCE + 1);
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0004: " + REQUESTS + " is not recorded")
        .contains("not this one");
  }

  @Test
  void anAppIsCountedFromZeroWhenItComesAgainAfterItWasForgotten() throws Exception {
    countFirstApps();
    metrics.proxyRequest("before", 200); // forgetApp would wait for a registration that has begun
    metrics.proxyRequest("late", 200);
    metrics.proxyRequest("late", 200);
    metrics.forgetApp("late");
    metrics.proxyRequest("late", 200);
    slow.countDown();

    Await.until(() -> assertThat(registry.exposition().value(requests("late"))).isEqualTo(1));
  }

  /** Only counters are so many that some have to wait. */
  @Test
  void histogramsOfAnAppAreThereAtOnceHoweverManySeriesThereAre() {
    countFirstApps();
    metrics.coldStarted(Duration.ofSeconds(1), "late");

    assertThat(registry.exposition().value("blockyard_app_cold_start_seconds_count{app=\"late\"}"))
        .isEqualTo(1);
  }

  /** The number of counters decides who waits, so histograms that go must not lower it. */
  @Test
  void forgottenHistogramsMakeNoRoomForCounters() {
    countFirstApps();
    for (int i = 0; i < 10; i++) {
      metrics.coldStarted(Duration.ofSeconds(1), "short");
      metrics.forgetApp("short");
    }
    metrics.proxyRequest("late", 200);

    assertThat(registry.exposition().samples()).doesNotContainKey(requests("late"));
  }

  @Test
  void nothingAppearsAfterTheEndThatWasWaitingBeforeIt() throws Exception {
    countFirstApps();
    metrics.proxyRequest("late", 200);
    Thread closing = new Thread(metrics::close);
    closing.start();
    slow.countDown();
    closing.join();

    Await.until(
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("blockyard-telemetry"));
    assertThat(registry.exposition().samples()).isEmpty();
  }
}
