package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The traces that the demo keeps in its own process. */
class RecentTracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String WORKERS_ENDPOINT = "sample.workers.otlp-endpoint";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static SampleServer server;

  @BeforeAll
  static void start() throws Exception {
    server = SampleServer.start(0);
    System.setProperty(WORKERS_ENDPOINT, uri("/api/otlp").toString());
  }

  @AfterAll
  static void stop() throws Exception {
    System.clearProperty(WORKERS_ENDPOINT);
    server.stop();
  }

  @Test
  void requestIsOneTraceFromThePlatformToTheWorker() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/app/hello/status/418"))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01");
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(418);
    String forward = answer.headers().firstValue("traceparent").orElseThrow().split("-", -1)[2];

    Await.until(
        () ->
            assertThat(spans(0))
                .filteredOn(span -> span.contains(TRACE))
                .anySatisfy(span -> assertThat(span).contains("\"name\":\"GET /app/*\""))
                .anySatisfy(span -> assertThat(span).contains("\"name\":\"worker.cold_start\""))
                .anySatisfy(
                    span ->
                        assertThat(span)
                            .contains(
                                "\"parentSpanId\":\"" + forward + "\",\"name\":\"GET\"",
                                "\"value\":{\"stringValue\":\"hello\"}",
                                "\"value\":{\"stringValue\":\"/status/418\"}",
                                "\"value\":{\"intValue\":\"418\"}")));
  }

  @Test
  void requestOfNoSampledTraceHasNoSpan() throws Exception {
    String unsampled = "5bf92f3577b34da6a3ce929d0e0e4736";
    String later = "6bf92f3577b34da6a3ce929d0e0e4736";
    assertThat(statusInTrace("00-" + unsampled + "-00f067aa0ba902b7-00")).isEqualTo(200);
    assertThat(statusInTrace("00-" + later + "-00f067aa0ba902b7-01")).isEqualTo(200);

    Await.until(
        () ->
            assertThat(spans(0))
                .filteredOn(span -> span.contains(later))
                .anySatisfy(span -> assertThat(span).contains("\"name\":\"GET /app/*\""))
                .anySatisfy(span -> assertThat(span).contains("\"name\":\"GET\"")));
    assertThat(spans(0)).noneMatch(span -> span.contains(unsampled));
  }

  /** Of an app that no other test here starts. */
  private static int statusInTrace(String traceparent) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri("/app/shop/")).header("traceparent", traceparent))
        .statusCode();
  }

  @Test
  void onlyWhatIsNewIsRead() throws Exception {
    post("first");
    long count = count(0);
    post("sec\nond");

    assertThat(spans(count)).contains("sec ond").doesNotContain("first");
    assertThat(spans(count(0) + 5)).containsExactly("");
    assertThat(send(HttpRequest.newBuilder(uri("/api/traces?after=-1"))).body()).contains("first");
  }

  @Test
  void neitherMuchNorManyAreKept() throws Exception {
    assertThat(post("x".repeat(16 << 10))).isEqualTo(200);
    assertThat(post("x".repeat((16 << 10) + 1))).isEqualTo(413);

    long count = count(0);
    for (int i = 0; i <= 500; i++) {
      post("many " + i);
    }
    assertThat(spans(count)).hasSize(500).contains("many 500").doesNotContain("many 0");
    assertThat(count(0)).isGreaterThanOrEqualTo(count + 501);
  }

  @Test
  void noPageOfAnotherOriginAddsSpans() throws Exception {
    HttpRequest.Builder foreign =
        HttpRequest.newBuilder(uri("/api/otlp/v1/traces"))
            .header("Origin", "http://attacker.example")
            .POST(BodyPublishers.ofString("{}"));
    assertThat(send(foreign).statusCode()).isEqualTo(403);
  }

  private static int post(String spans) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri("/api/otlp/v1/traces"))
            .POST(BodyPublishers.ofString(spans)))
        .statusCode();
  }

  private static List<String> spans(long after) throws IOException, InterruptedException {
    return List.of(traces(after).body().split("\n", -1));
  }

  private static long count(long after) throws IOException, InterruptedException {
    return traces(after).headers().firstValueAsLong("traces-count").orElseThrow();
  }

  private static HttpResponse<String> traces(long after) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri("/api/traces?after=" + after)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
