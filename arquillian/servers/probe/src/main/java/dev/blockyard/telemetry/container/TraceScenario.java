package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.testing.TraceTree;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request makes one trace, below what the client sent, if it sent something. */
public abstract class TraceScenario {
  private static final String PARENT = "00f067aa0ba902b7";

  private final TraceReceiver receiver;
  private final Client client;
  private final Map<TracedRequest, String> differences;

  /** Makes a scenario; the differences are the trees that are others on this server. */
  protected TraceScenario(
      String application, TraceReceiver receiver, Map<TracedRequest, String> differences) {
    this.receiver = receiver;
    this.client = new Client(application);
    this.differences = differences;
  }

  /** The probe with JAX-RS, with its endpoint for spans and all of its requests traced. */
  protected static WebArchive probe(String name, TraceReceiver receiver, String... config) {
    return Wars.probeWithResources(
        name,
        Stream.concat(
                Stream.of(
                    "blockyard.telemetry.otlp.endpoint=" + receiver.endpoint(),
                    "blockyard.telemetry.proxy.url-patterns=/app/*,/rest/*",
                    "otel.bsp.schedule.delay=50"),
                Arrays.stream(config))
            .toArray(String[]::new));
  }

  private static Stream<Arguments> requests() {
    return Arrays.stream(TracedRequest.values())
        .flatMap(request -> Stream.of(Arguments.of(request, false), Arguments.of(request, true)));
  }

  /** The requests that this server can answer. */
  protected boolean has(TracedRequest request) {
    return true;
  }

  @ParameterizedTest(name = "{0}, inbound trace context: {1}")
  @MethodSource("requests")
  void requestIsOneTrace(TracedRequest request, boolean inbound) throws Exception {
    assumeTrue(has(request), "the server has no such thing");
    receiver.clear();
    String traceId = UUID.randomUUID().toString().replace("-", "");
    String traceparent = inbound ? "00-" + traceId + '-' + PARENT + "-01" : "";

    assertThat(send(request, traceparent)).isEqualTo(request.status());

    String tree = differences.getOrDefault(request, request.tree());
    receiver.await(() -> assertThat(receiver.trees()).isEqualTo(inbound ? "^ " + tree : tree));
    if (request.exception() != null) {
      assertThat(receiver.spans())
          .flatExtracting(Span::getEventsList)
          .extracting(
              event -> TraceTree.attributes(event.getAttributesList()).get("exception.type"))
          .containsExactly(request.exception());
    }
    if (inbound) {
      assertThat(receiver.spans())
          .allSatisfy(span -> assertThat(TraceTree.hex(span.getTraceId())).isEqualTo(traceId))
          .anySatisfy(span -> assertThat(TraceTree.hex(span.getParentSpanId())).isEqualTo(PARENT));
    }
  }

  @Test
  void workersGetTheContextOfTheRequestThatIsServed() throws Exception {
    receiver.clear();
    HttpResponse<String> answer = client.get("app/trace/plain");

    receiver.await(
        () ->
            assertThat(receiver.spans())
                .singleElement()
                .satisfies(
                    span ->
                        assertThat(answer.body())
                            .isEqualTo(
                                "00-%s-%s-01",
                                TraceTree.hex(span.getTraceId()),
                                TraceTree.hex(span.getSpanId()))));
  }

  @Test
  void spanSaysWhatTheContractLists() throws Exception {
    receiver.clear();
    HttpRequest request =
        HttpRequest.newBuilder(client.at("app/trace/nothing?sig=secret"))
            .header("User-Agent", "probe")
            .header("X-Forwarded-For", "198.51.100.1") // not believed, unless a key says so
            .timeout(Duration.ofSeconds(60))
            .build();
    assertThat(client.http().send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(404);

    receiver.await(
        () ->
            assertThat(receiver.spans())
                .singleElement()
                .satisfies(
                    span ->
                        assertThat(TraceTree.attributes(span))
                            .containsEntry("http.request.method", "GET")
                            .containsEntry("http.route", client.at("app/trace/*").getPath())
                            .containsEntry("http.response.status_code", "404")
                            .containsEntry("url.path", client.at("app/trace/nothing").getPath())
                            .containsEntry("url.query", "sig=REDACTED")
                            .containsEntry("url.scheme", "http")
                            .containsEntry("server.address", "127.0.0.1")
                            .containsKey("server.port")
                            .containsEntry("client.address", "127.0.0.1")
                            .containsEntry("network.peer.address", "127.0.0.1")
                            .containsKey("network.peer.port")
                            .containsEntry("network.protocol.version", "1.1")
                            .containsEntry("user_agent.original", "probe")
                            .containsEntry("blockyard.app", "shop")
                            .doesNotContainKeys("error.type", "http.method")));
  }

  private int send(TracedRequest request, String traceparent) throws Exception {
    if (request == TracedRequest.WEB_SOCKET) {
      WebSocket.Builder builder = client.http().newWebSocketBuilder();
      if (!traceparent.isEmpty()) {
        builder.header("traceparent", traceparent);
      }
      URI uri = URI.create(client.at(request.path()).toString().replaceFirst("http", "ws"));
      WebSocket socket =
          builder.buildAsync(uri, new WebSocket.Listener() {}).get(60, TimeUnit.SECONDS);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(60, TimeUnit.SECONDS);
      return request.status();
    }
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(client.at(request.path())).timeout(Duration.ofSeconds(60));
    if (!traceparent.isEmpty()) {
      builder.header("traceparent", traceparent);
    }
    return client.http().send(builder.build(), BodyHandlers.ofString()).statusCode();
  }
}
