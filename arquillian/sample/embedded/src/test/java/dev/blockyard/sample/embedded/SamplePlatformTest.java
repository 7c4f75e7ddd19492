package dev.blockyard.sample.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Bundle;
import dev.blockyard.telemetry.testing.Exposition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drives the sample as clients do and reads the metrics as Prometheus does. Every test deploys an
 * app of its own and deletes it, so that no worker of one is there in another; what counts is the
 * change of a sample since the test began.
 */
class SamplePlatformTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final AtomicInteger APPS = new AtomicInteger();
  private static final AtomicInteger FORWARDED = new AtomicInteger();

  private static SampleServer server;

  private final String app = "app-" + APPS.incrementAndGet();
  private Exposition before;

  @BeforeAll
  static void startPlatform() throws Exception {
    server = SampleServer.start(0);
  }

  @AfterAll
  static void stopPlatformAndItsWorkers() throws Exception {
    assertThat(request("GET", "/app/hello/").statusCode()).isEqualTo(200);
    assertThat(ProcessHandle.current().children()).isNotEmpty();

    server.stop();

    eventually(() -> assertThat(ProcessHandle.current().children()).isEmpty());
  }

  @BeforeEach
  void deployApp() throws Exception {
    assertThat(upload(Bundle.of("app.properties", "greeting=one")).statusCode()).isEqualTo(201);
    before = scrape();
  }

  @AfterEach
  void deleteAppWhenEveryForwardedRequestWasTimed() throws Exception {
    eventually(
        () ->
            assertThat(scrape().sum("blockyard_proxy_request_seconds_count"))
                .isEqualTo(FORWARDED.get()));
    request("DELETE", "/api/apps/" + app);
  }

  @ParameterizedTest
  @CsvSource({
    "blockyard_workers_active,",
    "blockyard_workers, state=busy",
    "blockyard_workers, state=idle",
    "blockyard_workers, state=draining",
    "blockyard_sessions_active,",
    "blockyard_workers_spawned_total,",
    "blockyard_workers_stopped_total, reason=graceful",
    "blockyard_workers_stopped_total, reason=crashed",
    "blockyard_workers_stopped_total, reason=idle_timeout",
    "blockyard_bundles_uploaded_total,",
    "blockyard_bundle_restores_succeeded_total,",
    "blockyard_bundle_restores_failed_total,",
    "blockyard_audit_entries_dropped_total,",
    "blockyard_cold_start_seconds_count,",
    "blockyard_proxy_request_seconds_count,",
    "blockyard_build_seconds_count,",
  })
  void seriesWithAClosedLabelSetIsThereOnce(String name, String label) {
    assertThat(before.find(name, label == null ? new String[0] : new String[] {label})).hasSize(1);
  }

  @Test
  void firstRequestIsAColdStartAndTheSecondIsNot() throws Exception {
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=2xx");
    changed(1, "blockyard_workers_spawned_total");
    changed(1, "blockyard_workers_active");
    changed(1, "blockyard_cold_start_seconds_count");
    changed(1, "blockyard_proxy_request_seconds_count");

    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(200);
    eventuallyChanged(2, "blockyard_proxy_requests_total", "app=" + app, "status=2xx");
    changed(1, "blockyard_workers_spawned_total");
    changed(1, "blockyard_cold_start_seconds_count");
    changed(2, "blockyard_proxy_request_seconds_count");
  }

  @Test
  void everyVersionOfAnAppGetsAWorkerOfItsOwn() throws Exception {
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
    upload(Bundle.of("app.properties", "greeting=two"));
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("two\n");

    changed(2, "blockyard_workers_spawned_total");
    changed(2, "blockyard_workers_active");
    tick();
    changed(1, "blockyard_workers_stopped_total", "reason=graceful");
  }

  @ParameterizedTest
  @CsvSource({"200, 2xx", "204, 2xx", "302, 3xx", "304, 3xx", "418, 4xx", "500, 5xx", "503, 5xx"})
  void answerOfAWorkerIsCountedUnderItsClass(int status, String statusClass) throws Exception {
    assertThat(request("GET", "/app/" + app + "/status/" + status).statusCode()).isEqualTo(status);

    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=" + statusClass);
    changed(1, "blockyard_proxy_requests_total", "app=" + app);
  }

  @Test
  void bodyTravelsBothWays() throws Exception {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(uri("http", "/app/" + app + "/echo?ignored=1"))
            .POST(BodyPublishers.ofString("ping"));

    assertThat(send(post).body()).isEqualTo("ping");
  }

  @Test
  void requestOfNoAppIsUnknown() throws Exception {
    assertThat(request("GET", "/app/nosuch/").statusCode()).isEqualTo(404);

    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=unknown", "status=4xx");
    changed(0, "blockyard_proxy_request_seconds_count");
    assertThat(scrape().find("blockyard_proxy_requests_total", "app=nosuch")).isEmpty();
  }

  @Test
  void crashedWorkerIsABadGatewayAndEvictedOnce() throws Exception {
    assertThat(request("GET", "/app/" + app + "/crash").statusCode()).isEqualTo(502);
    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(502);
    eventuallyChanged(2, "blockyard_proxy_requests_total", "app=" + app, "status=5xx");
    changed(1, "blockyard_workers_active");
    changed(0, "blockyard_health_checks_failed_total", "app=" + app);

    // The platform may see the broken connection before the system has taken note of the end.
    eventually(
        () -> {
          tick();
          changed(1, "blockyard_workers_stopped_total", "reason=crashed");
        });
    tick();
    changed(1, "blockyard_workers_stopped_total");
    changed(1, "blockyard_health_checks_failed_total", "app=" + app);
    changed(0, "blockyard_workers_active");

    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(200);
    changed(2, "blockyard_workers_spawned_total");
  }

  @Test
  void workerThatNobodyUsesIsEvicted() throws Exception {
    request("GET", "/app/" + app + "/");

    eventually(
        () -> {
          tick();
          changed(1, "blockyard_workers_stopped_total", "reason=idle_timeout");
        });
    changed(1, "blockyard_workers_stopped_total");
    changed(0, "blockyard_workers_active");
    changed(0, "blockyard_health_checks_failed_total");
  }

  @Test
  void goodBundleIsAnUploadAndARestore() throws Exception {
    assertThat(upload(Bundle.of("app.properties", "greeting=two")).statusCode()).isEqualTo(201);

    changed(1, "blockyard_bundles_uploaded_total");
    changed(1, "blockyard_bundle_restores_succeeded_total");
    changed(1, "blockyard_build_seconds_count");
    changed(0, "blockyard_bundle_restores_failed_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.properties", "../app.properties", "/app.properties"})
  void bundleWithoutTheRequiredEntryIsAnUploadAndAFailedRestore(String entry) throws Exception {
    assertThat(upload(Bundle.of(entry, "greeting=two")).statusCode()).isEqualTo(422);

    changed(1, "blockyard_bundles_uploaded_total");
    changed(1, "blockyard_bundle_restores_failed_total");
    changed(0, "blockyard_bundle_restores_succeeded_total");
    changed(0, "blockyard_build_seconds_count");
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
  }

  @Test
  void damagedBundleIsAFailedRestore() throws Exception {
    byte[] bundle = Bundle.of("app.properties", "greeting=" + "two ".repeat(100));

    assertThat(upload(Arrays.copyOf(bundle, bundle.length / 3)).statusCode()).isEqualTo(422);

    changed(1, "blockyard_bundle_restores_failed_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no zip"})
  void refusedUploadIsNone(String bundle) throws Exception {
    assertThat(upload(bundle.getBytes(UTF_8)).statusCode()).isEqualTo(400);

    changed(0, "blockyard_bundles_uploaded_total");
    changed(0, "blockyard_bundle_restores_failed_total");
    changed(0, "blockyard_bundle_restores_succeeded_total");
  }

  @Test
  void webSocketIsASessionWhileItLastsAndOneRequest() throws Exception {
    Received received = new Received();
    WebSocket socket = connect("/app/" + app + "/ws", received);
    socket.sendText("ping", true).join();
    assertThat(received.next()).isEqualTo("ping");
    changed(1, "blockyard_sessions_active");
    tick();
    assertThat(scrape().sum("blockyard_workers", "state=busy")).isEqualTo(1);

    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

    eventuallyChanged(0, "blockyard_sessions_active");
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=1xx");
    changed(1, "blockyard_proxy_requests_total", "app=" + app);
    eventually(
        () -> {
          tick();
          assertThat(scrape().sum("blockyard_workers", "state=busy")).isZero();
        });
  }

  @Test
  void webSocketToNoAppIsClosedAndNoSession() throws Exception {
    Received received = new Received();
    connect("/app/nosuch/ws", received);

    assertThat(received.next()).isEqualTo("closed 1008");
    changed(0, "blockyard_sessions_active");
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=unknown", "status=1xx");
  }

  @Test
  void sessionEndsWithItsWorker() throws Exception {
    Received received = new Received();
    connect("/app/" + app + "/ws", received);
    eventuallyChanged(1, "blockyard_sessions_active");

    request("GET", "/app/" + app + "/crash");

    assertThat(received.next()).isEqualTo("closed 1001");
    eventuallyChanged(0, "blockyard_sessions_active");
  }

  @Test
  void workerOfAnOldVersionDrainsUntilItsSessionEnds() throws Exception {
    Received received = new Received();
    WebSocket socket = connect("/app/" + app + "/ws", received);
    eventuallyChanged(1, "blockyard_sessions_active");

    upload(Bundle.of("app.properties", "greeting=two"));
    tick();
    assertThat(scrape().sum("blockyard_workers", "state=draining")).isEqualTo(1);
    socket.sendText("still there", true).join();
    assertThat(received.next()).isEqualTo("still there");
    changed(0, "blockyard_workers_stopped_total");

    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    eventually(
        () -> {
          tick();
          changed(1, "blockyard_workers_stopped_total", "reason=graceful");
        });
    assertThat(scrape().sum("blockyard_workers", "state=draining")).isZero();
  }

  @Test
  void auditEntryIsDroppedWhenTheBufferIsFull() throws Exception {
    // Nothing empties the buffer within an hour, so from the first drop on every entry is one.
    eventually(
        () -> {
          upload(new byte[0]);
          assertThat(scrape().sum("blockyard_audit_entries_dropped_total")).isPositive();
        });
    before = scrape();

    upload(new byte[0]);
    upload(new byte[0]);

    changed(2, "blockyard_audit_entries_dropped_total");
  }

  @ParameterizedTest
  @CsvSource({"same-origin, 201", "none, 201", "same-site, 403", "cross-site, 403"})
  void pagesOfOtherSitesSpawnNothing(String site, int status) throws Exception {
    HttpRequest.Builder spawn =
        HttpRequest.newBuilder(uri("http", "/api/apps/" + app + "/workers"))
            .POST(BodyPublishers.noBody());

    assertThat(send(spawn.header("Sec-Fetch-Site", site)).statusCode()).isEqualTo(status);

    changed(status == 201 ? 1 : 0, "blockyard_workers_spawned_total");
  }

  @Test
  void deletedAppIsForgotten() throws Exception {
    request("GET", "/app/" + app + "/crash");
    eventually(
        () -> {
          tick();
          changed(1, "blockyard_health_checks_failed_total", "app=" + app);
        });
    request("GET", "/app/" + app + "/");
    eventually(
        () -> assertThat(scrape().find("blockyard_proxy_requests_total", "app=" + app)).hasSize(2));

    assertThat(request("DELETE", "/api/apps/" + app).statusCode()).isEqualTo(200);

    changed(1, "blockyard_workers_stopped_total", "reason=graceful");
    changed(0, "blockyard_workers_active");
    assertThat(scrape().samples().keySet()).noneMatch(key -> key.contains('"' + app + '"'));
    assertThat(request("DELETE", "/api/apps/" + app).statusCode()).isEqualTo(404);
    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(404);
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=unknown", "status=4xx");
  }

  private void changed(double by, String name, String... labels) throws Exception {
    assertThat(scrape().sum(name, labels) - before.sum(name, labels))
        .as("change of %s %s", name, Arrays.toString(labels))
        .isEqualTo(by);
  }

  /** For what the platform counts after the client has its answer. */
  private void eventuallyChanged(double by, String name, String... labels) throws Exception {
    eventually(() -> changed(by, name, labels));
  }

  private static void eventually(Check check) throws Exception {
    long end = System.nanoTime() + BOUND.toNanos();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  private static void tick() throws Exception {
    assertThat(request("POST", "/api/tick").statusCode()).isEqualTo(200);
  }

  private static Exposition scrape() throws Exception {
    HttpResponse<String> metrics = request("GET", "/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    return Exposition.parse(metrics.body());
  }

  private HttpResponse<String> upload(byte[] bundle) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("http", "/api/apps/" + app + "/bundle"))
            .PUT(BodyPublishers.ofByteArray(bundle)));
  }

  private static HttpResponse<String> request(String method, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri("http", path)).method(method, BodyPublishers.noBody()));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        HTTP.send(request.timeout(BOUND).build(), BodyHandlers.ofString());
    if (response.uri().getPath().startsWith("/app/") && response.statusCode() != 404) {
      FORWARDED.incrementAndGet();
    }
    return response;
  }

  private static WebSocket connect(String path, WebSocket.Listener listener) {
    return HTTP.newWebSocketBuilder().buildAsync(uri("ws", path), listener).join();
  }

  private static URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
  }

  /** Assertions about a platform that may not have got there yet. */
  private interface Check {
    void run() throws Exception;
  }

  /** What a WebSocket client gets: messages, and the code with which it is closed. */
  private static final class Received implements WebSocket.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      String event = events.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(event).as("next message or close").isNotNull();
      return event;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      events.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      events.add("closed " + status);
      return null;
    }
  }
}
