package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** An HTTP client of one web application, and of what shows its metrics. */
public final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final URI application;
  private final Source metrics;

  /** Where the metrics are, as Prometheus text. */
  @FunctionalInterface
  public interface Source {
    /** Returns the text as it is now. */
    String read(Client client) throws IOException, InterruptedException;
  }

  /** What the metrics shall be, as assertions. */
  @FunctionalInterface
  public interface Expectation {
    /** Throws unless they are. */
    void check(Exposition metrics) throws IOException, InterruptedException;
  }

  /** Makes a client of the application that was deployed under this name. */
  public Client(String application) {
    this(application, Client::endpoint);
  }

  /** Makes a client whose metrics are not at the endpoint of the server or the application. */
  public Client(String application, Source metrics) {
    this(
        URI.create(
            "http://127.0.0.1:" + System.getProperty("server.port") + "/" + application + "/"),
        metrics);
  }

  /** Makes a client of an application at any address, which ends with a slash. */
  public Client(URI application, Source metrics) {
    this.application = application;
    this.metrics = metrics;
  }

  /** The HTTP client behind this one. */
  public HttpClient http() {
    return http;
  }

  /** Returns the address of a path of the application, without a leading slash. */
  public URI at(String path) {
    return application.resolve(path);
  }

  /** Sends a request and returns its answer, whatever it is. */
  public HttpResponse<String> send(String method, String path, byte... body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Sends a GET request and returns its answer, whatever it is. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  /** The endpoint: of the server, or of the application, as the build says. */
  private String endpoint() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(System.getProperty("server.metrics", ""));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** Reads the metrics. */
  public Exposition metrics() throws IOException, InterruptedException {
    return Exposition.parse(metrics.read(this));
  }

  /** Reads the metrics until they are as they shall be. */
  public void awaitMetrics(Expectation expectation) throws IOException, InterruptedException {
    Await.until(() -> expectation.check(metrics()));
  }

  /** Waits until no series of the module is there: none in the text, no text, or no server. */
  public void awaitNoSeries() throws IOException, InterruptedException {
    Await.until(
        () -> {
          try {
            if (get(System.getProperty("server.metrics", "")).statusCode() != 404) {
              assertThat(metrics().samples(key -> key.startsWith("blockyard_"))).isEmpty();
            }
          } catch (ConnectException e) {
            // The server has ended with its application.
          }
        });
  }

  /** Sends a GET request of a client that has begun a trace, and returns the trace's id. */
  public String getTraced(String path) throws IOException, InterruptedException {
    String trace = UUID.randomUUID().toString().replace("-", "");
    http.send(
        HttpRequest.newBuilder(at(path))
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .build(),
        BodyHandlers.discarding());
    return trace;
  }
}
