package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Bundle;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Drives the sample as clients do and reads the metrics as Prometheus does. Every test deploys an
 * app of its own and deletes it, so no test meets a worker of another; what counts is how much a
 * sample has changed since the test began.
 */
abstract class SampleTest {
  static final Duration BOUND = Duration.ofSeconds(30);
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final AtomicInteger APPS = new AtomicInteger();
  private static final AtomicInteger FORWARDED = new AtomicInteger();

  private static SampleServer server;

  final String app = "app-" + APPS.incrementAndGet();
  Exposition before;

  @BeforeAll
  static void startPlatform() throws Exception {
    server = SampleServer.start(0);
    FORWARDED.set((int) scrape().sum("blockyard_proxy_request_seconds_count"));
  }

  @AfterAll
  static void stopPlatformAndItsWorkers() throws Exception {
    assertThat(request("GET", "/app/hello/").statusCode()).isEqualTo(200);
    assertThat(ProcessHandle.current().children()).isNotEmpty();

    server.stop();

    Await.until(() -> assertThat(ProcessHandle.current().children()).isEmpty());
  }

  @BeforeEach
  void deployApp() throws Exception {
    assertThat(upload("greeting=one").statusCode()).isEqualTo(201);
    before = scrape();
  }

  @AfterEach
  void deleteAppWhenEveryForwardedRequestWasTimed() throws Exception {
    Await.until(
        () ->
            assertThat(scrape().sum("blockyard_proxy_request_seconds_count"))
                .isEqualTo(FORWARDED.get()));
    request("DELETE", "/api/apps/" + app);
  }

  final void changed(double by, String name, String... labels)
      throws IOException, InterruptedException {
    assertThat(scrape().sum(name, labels) - before.sum(name, labels))
        .as("change of %s %s", name, Arrays.toString(labels))
        .isEqualTo(by);
  }

  /** For what the platform counts after the client has its answer. */
  final void eventuallyChanged(double by, String name, String... labels)
      throws IOException, InterruptedException {
    Await.until(() -> changed(by, name, labels));
  }

  static void tick() throws IOException, InterruptedException {
    assertThat(request("POST", "/api/tick").statusCode()).isEqualTo(200);
  }

  static Exposition scrape() throws IOException, InterruptedException {
    HttpResponse<String> metrics = request("GET", "/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    return Exposition.parse(metrics.body());
  }

  final HttpResponse<String> upload(String properties) throws IOException, InterruptedException {
    return upload(Bundle.of("app.properties", properties));
  }

  final HttpResponse<String> upload(byte[] bundle) throws IOException, InterruptedException {
    return upload(app, bundle);
  }

  static HttpResponse<String> upload(String app, byte[] bundle)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri("http", "/api/apps/" + app + "/bundle"))
            .PUT(BodyPublishers.ofByteArray(bundle)));
  }

  static HttpResponse<String> request(String method, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri("http", path)).method(method, BodyPublishers.noBody()));
  }

  static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        HTTP.send(request.timeout(BOUND).build(), BodyHandlers.ofString());
    if (response.uri().getPath().startsWith("/app/")) {
      count(response.statusCode(), response.headers().firstValue("Traceparent").isPresent());
    }
    return response;
  }

  /** Sends a request line and header lines exactly as they are given. */
  static RawAnswer raw(String... lines) throws IOException, InterruptedException {
    RawAnswer answer = RawAnswer.of(server.port(), lines);
    count(answer.status(), answer.header("Traceparent") != null);
    return answer;
  }

  /** What a worker answered has the trace context of its request; a crash has none. */
  private static void count(int status, boolean fromWorker) {
    if (fromWorker || status == 502) {
      FORWARDED.incrementAndGet();
    }
  }

  static URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
  }

  static int port() {
    return server.port();
  }
}
