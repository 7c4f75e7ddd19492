package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An HTTP client of one web application, and of the server's endpoint for metrics. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final URI application;

  /** What the metrics shall be, as assertions. */
  @FunctionalInterface
  interface Expectation {
    void check(Exposition metrics) throws IOException, InterruptedException;
  }

  /** Makes a client of the application that was deployed under this name. */
  Client(String application) {
    this.application =
        URI.create(
            "http://127.0.0.1:" + System.getProperty("liberty.port") + "/" + application + "/");
  }

  HttpClient http() {
    return http;
  }

  /** Returns the address of a path of the application, without a leading slash. */
  URI at(String path) {
    return application.resolve(path);
  }

  HttpResponse<String> send(String method, String path, byte... body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  Exposition metrics() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Exposition.parse(answer.body());
  }

  /** Reads the metrics until they are as they shall be. */
  Exposition awaitMetrics(Expectation expectation) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Exposition metrics = metrics();
      try {
        expectation.check(metrics);
        return metrics;
      } catch (AssertionError e) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw e;
        }
        Thread.sleep(INTERVAL.toMillis());
      }
    }
  }
}
