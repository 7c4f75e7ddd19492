package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry takes the longer to register a series the more there are; no request waits for it. */
class RegistrationTest {
  private static final int MAX_APPS = 400;
  private static final int AT_ONCE = 250;

  private final TestRegistry registry = new TestRegistry();
  private final Thread caller = Thread.currentThread();

  /** Closed until the background may register. */
  private final CountDownLatch slow = new CountDownLatch(1);

  /** By app, how often the caller and how often another thread registered. */
  private final Map<String, Integer> onCaller = new ConcurrentHashMap<>();

  private final Map<String, Integer> elsewhere = new ConcurrentHashMap<>();

  private RecordingMetrics metrics = start(false);

  private RecordingMetrics start(boolean named) {
    MetricRegistry intercepted =
        Registries.intercepted(
            registry.registry(),
            (method, arguments) -> {
              if (method.getName().equals("counter")
                  && arguments[1] instanceof Tag[] tags
                  && tags.length == 2) {
                boolean here = Thread.currentThread() == caller;
                (here ? onCaller : elsewhere).merge(tags[0].getTagValue(), 1, Integer::sum);
                if (!here && !slow.await(60, TimeUnit.SECONDS)) {
                  throw new IllegalStateException("nobody let it go on");
                }
              }
            });
    MicroProfileInstruments instruments =
        new MicroProfileInstruments(intercepted, named, Optional.empty());
    return named
        ? new NamedApplicationMetrics(instruments, MAX_APPS, false)
        : new RecordingMetrics(instruments, MAX_APPS, false);
  }

  private void restart(boolean named) {
    metrics.close();
    metrics = start(named);
  }

  @AfterEach
  void close() {
    slow.countDown();
    metrics.close();
    registry.close();
  }

  private void countEachApp(int apps, int times) {
    for (int i = 0; i < apps * times; i++) {
      metrics.proxyRequest("app" + i % apps, 200);
    }
  }

  @Test
  void theFirstSeriesAreThereAtOnce() {
    countEachApp(AT_ONCE, 1);

    assertThat(registry.exposition().find("blockyard_proxy_requests_total")).hasSize(AT_ONCE);
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void laterOnesAreRegisteredInTheBackgroundAndNoCountIsLost() throws Exception {
    countEachApp(MAX_APPS, 3); // would not come back if it waited

    assertThat(onCaller).hasSize(AT_ONCE);
    assertThat(registry.exposition().sum("blockyard_proxy_requests_total")).isEqualTo(3 * AT_ONCE);

    slow.countDown();
    Await.until(
        () ->
            assertThat(registry.exposition().sum("blockyard_proxy_requests_total"))
                .isEqualTo(3 * MAX_APPS));
    countEachApp(MAX_APPS, 2);
    assertThat(registry.exposition().sum("blockyard_proxy_requests_total")).isEqualTo(5 * MAX_APPS);
    assertThat(onCaller).hasSize(AT_ONCE);
    assertThat(elsewhere).hasSize(MAX_APPS - AT_ONCE);
    assertThat(elsewhere.values()).containsOnly(1);
  }

  @Test
  void noCountIsLostBetweenWaitingAndRegistered() throws Exception {
    slow.countDown();
    Thread[] counting = new Thread[4];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = new Thread(() -> countEachApp(MAX_APPS, 50));
      counting[i].start();
    }
    for (Thread thread : counting) {
      thread.join();
    }

    Await.until(
        () ->
            assertThat(registry.exposition().sum("blockyard_proxy_requests_total"))
                .isEqualTo(4 * 50 * MAX_APPS));
  }

  @Test
  void anAppThatIsForgottenWhileItWaitsIsNotRegistered() throws Exception {
    countEachApp(AT_ONCE + 3, 1);
    metrics.forgetApp("app" + (AT_ONCE + 1));
    slow.countDown();

    Await.until(
        () ->
            assertThat(registry.exposition().samples())
                .containsKey("blockyard_proxy_requests_total{app=\"app252\",status=\"2xx\"}"));
    assertThat(registry.exposition().find("blockyard_proxy_requests_total"))
        .hasSize(AT_ONCE + 2)
        .doesNotContainKey("blockyard_proxy_requests_total{app=\"app251\",status=\"2xx\"}");
  }

  @Test
  void whatIsForgottenMakesRoomForSeriesThatAreThereAtOnce() {
    for (int i = 0; i < 3 * AT_ONCE; i++) {
      metrics.proxyRequest("app" + i, 200);
      metrics.forgetApp("app" + i);
    }

    assertThat(elsewhere).isEmpty();
  }

  /** Open Liberty finds the application's name, which becomes a label, by the thread. */
  @Test
  void whereSeriesCarryTheApplicationsNameTheCallerRegistersThemAll() {
    restart(true);
    countEachApp(MAX_APPS, 1);

    assertThat(elsewhere).isEmpty();
    assertThat(registry.exposition().find("blockyard_proxy_requests_total")).hasSize(MAX_APPS);
  }

  /** Where a request is counted on another thread than the application's. */
  @Test
  void anExpectedRequestRegistersItsSeriesOnlyWhereItWillCarryTheApplicationsName() {
    metrics.expectRequest("shop");
    assertThat(onCaller).isEmpty();

    restart(true);
    metrics.expectRequest("shop");
    metrics.expectRequest(null);
    assertThat(onCaller).containsExactlyInAnyOrderEntriesOf(Map.of("shop", 5, "unknown", 5));
    assertThat(registry.exposition().find("blockyard_proxy_requests_total"))
        .hasSize(10)
        .containsKey("blockyard_proxy_requests_total{app=\"shop\",status=\"5xx\"}")
        .doesNotContainValue(1.0);
  }

  @Test
  void theThreadEndsWhenThereIsNothingLeftToDo() throws Exception {
    slow.countDown();
    countEachApp(MAX_APPS, 1);

    Await.until(
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("blockyard-telemetry"));
    assertThat(registry.exposition().find("blockyard_proxy_requests_total")).hasSize(MAX_APPS);
  }
}
