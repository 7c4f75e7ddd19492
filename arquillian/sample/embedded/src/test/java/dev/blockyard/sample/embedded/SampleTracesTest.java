package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Bundle;
import dev.blockyard.telemetry.container.FirstMessage;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.testing.TraceTree;
import dev.blockyard.telemetry.tracing.Tracing;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample with its traces: what its workers were told is what the receiver knows. */
class SampleTracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static TraceReceiver receiver;
  private static Tracing tracing;
  private static SampleServer server;

  @BeforeAll
  static void start() throws Exception {
    receiver = TraceReceiver.start();
    tracing = Tracing.start(receiver.endpoint());
    server = SampleServer.start(0);
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
    tracing.close();
    receiver.close();
  }

  @Test
  void workerIsTheLastOfTheTraceThatTheClientBegan() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("http", "/app/hello/"))
            .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01");
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);

    receiver.await(
        () ->
            assertThat(receiver.tree(TRACE))
                .isEqualTo(
                    """
                    ^ SERVER GET /app/* 200 app=hello
                      INTERNAL proxy.forward app=hello
                      INTERNAL worker.cold_start app=hello
                        INTERNAL worker.spawn app=hello
                          INTERNAL worker.cold_start.prepare app=hello
                          INTERNAL worker.cold_start.ready app=hello
                          INTERNAL worker.cold_start.schedule app=hello
                          INTERNAL worker.cold_start.start app=hello
                    """));
    assertThat(answer.headers().allValues("traceparent"))
        .containsExactly(traceparent(spanOf(TRACE, "proxy.forward")));
  }

  /** Jetty opens a WebSocket after its handshake, which is then another trace. */
  @Test
  void workerOfAWebSocketKnowsItsSession() throws Exception {
    FirstMessage answer = new FirstMessage();
    WebSocket socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(uri("ws", "/app/shop/ws"), answer)
            .get(30, TimeUnit.SECONDS);
    socket.sendText("traceparent", true).get(30, TimeUnit.SECONDS);
    String told = answer.get(30, TimeUnit.SECONDS);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, TimeUnit.SECONDS);

    String trace = told.split("-", -1)[1];
    receiver.await(() -> assertThat(receiver.tree(trace)).isEqualTo("INTERNAL session app=shop\n"));
    assertThat(told).isEqualTo(traceparent(spanOf(trace, "session")));
  }

  @Test
  void failedRestoreIsAnErrorInItsTrace() throws Exception {
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(uri("http", "/api/apps/broken/bundle"))
            .PUT(BodyPublishers.ofByteArray(Bundle.of("other.properties", "greeting=two")));
    assertThat(HTTP.send(upload.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(422);

    receiver.await(
        () ->
            assertThat(receiver.trees())
                .contains(
                    "INTERNAL bundle.restore ERROR java.util.zip.ZipException app=broken\n",
                    "INTERNAL bundle.upload app=broken\n"));
  }

  private static Span spanOf(String trace, String name) {
    return receiver.of(trace).stream()
        .filter(span -> span.getName().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static String traceparent(Span span) {
    return "00-" + TraceTree.hex(span.getTraceId()) + '-' + TraceTree.hex(span.getSpanId()) + "-01";
  }

  private static URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
  }
}
