package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.StandIn;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.MappingMatch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attributes of a request's span, whether it is the module's or the server's. */
class HttpAttributesTest {
  private static final Map<String, Object> QUERY =
      Map.of("getRequestURI", "/shop/x;jsessionid=1", "getQueryString", "sig=1&a=b");

  private final InMemoryTracing tracing = new InMemoryTracing();

  @AfterEach
  void close() {
    tracing.close();
  }

  private Spans spans(boolean reference) {
    return new OpenTelemetrySpans(
        tracing.sdk(), HttpSpanOptions.of(reference, false, false), "a test");
  }

  private SpanData ended() {
    return tracing.ended().get(0);
  }

  private Map<String, Object> attributes() {
    Map<String, Object> attributes = new TreeMap<>();
    ended().getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  private void own(boolean reference, Map<String, Object> answers) {
    spans(reference)
        .request(request(Map.of("User-Agent", List.of("curl")), answers), null)
        .end(204);
  }

  private void servers(boolean reference, Map<String, Object> answers) {
    Span server = tracing.sdk().getTracer("server").spanBuilder("unnamed").startSpan();
    try (Scope scope = server.makeCurrent()) {
      assertThat(scope).isNotNull();
      RequestSpan span =
          spans(reference).requestOfServer(request(Map.of("User-Agent", List.of("curl")), answers));
      span.returned(204);
      server.end(); // as Open Liberty does when the handler has returned
      span.end(204);
    }
  }

  private static Map<String, Object> everyAttribute() {
    Map<String, Object> expected = new HashMap<>();
    expected.put("http.request.method", "GET");
    expected.put("http.response.status_code", 204L);
    expected.put("url.path", "/shop/x");
    expected.put("url.query", "sig=REDACTED&a=b");
    expected.put("url.scheme", "http");
    expected.put("server.address", "inside");
    expected.put("server.port", 8080L);
    expected.put("client.address", "10.0.0.1");
    expected.put("network.peer.address", "10.0.0.1");
    expected.put("network.peer.port", 5000L);
    expected.put("network.protocol.version", "2");
    expected.put("user_agent.original", "curl");
    return expected;
  }

  @Test
  void ownSpanHasEveryAttribute() {
    own(false, QUERY);

    assertThat(attributes()).isEqualTo(everyAttribute());
    assertThat(ended().getKind()).isEqualTo(SpanKind.SERVER);
  }

  @Test
  void serversSpanIsCompleted() {
    servers(false, QUERY);

    Map<String, Object> expected = everyAttribute();
    expected.put("http.route", "/shop/*"); // instead of the path that Open Liberty sets
    assertThat(attributes()).isEqualTo(expected);
    assertThat(ended().getName()).isEqualTo("GET");
  }

  @Test
  void routeIsRecordedWhereThereIsOne() {
    Map<String, Object> mapped =
        Map.of(
            "getHttpServletMapping",
            StandIn.of(
                HttpServletMapping.class,
                Map.of("getMappingMatch", MappingMatch.PATH, "getPattern", "/app/*")));
    own(false, mapped);
    assertThat(attributes()).containsEntry("http.route", "/shop/app/*");

    tracing.clear();
    servers(false, mapped);
    assertThat(attributes()).containsEntry("http.route", "/shop/app/*");
  }

  @Test
  void referenceAttributesAreAddedOnDemand() {
    own(true, Map.of());
    assertThat(attributes()).containsEntry("http.method", "GET");
    assertThat(attributes()).containsEntry("http.status_code", 204L);

    tracing.clear();
    servers(true, Map.of());
    assertThat(attributes()).containsEntry("http.method", "GET");
    assertThat(attributes()).containsEntry("http.status_code", 204L);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          GET,   GET,   GET,    -
          QUERY, QUERY, QUERY,  -
          get,   HTTP,  _OTHER, get
          BREW,  HTTP,  _OTHER, BREW
          """)
  void unknownMethodIsOther(String sent, String name, String method, @Nullable String original) {
    own(false, Map.of("getMethod", sent));
    assertThat(ended().getName()).isEqualTo(name);
    assertThat(attributes().get("http.request.method")).isEqualTo(method);
    assertThat(attributes().get("http.request.method_original")).isEqualTo(original);

    tracing.clear();
    servers(false, Map.of("getMethod", sent));
    assertThat(ended().getName()).isEqualTo(name);
    assertThat(attributes().get("http.request.method_original")).isEqualTo(original);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          HTTP/1.1, 1.1
          HTTP/1.0, 1.0
          HTTP/2.0, 2
          HTTP/2,   2
          HTTP/3.0, 3
          AJP/1.3,  -
          """)
  void versionIsThatOfHttp(String protocol, @Nullable String version) {
    own(false, Map.of("getProtocol", protocol));
    assertThat(attributes().get("network.protocol.version")).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "getServerPort, server.port",
    "getRemotePort, network.peer.port",
  })
  void unknownPortIsNotRecorded(String getter, String attribute) {
    own(false, Map.of(getter, 1));
    assertThat(attributes()).containsEntry(attribute, 1L);
    for (int unknown : new int[] {0, -1}) {
      tracing.clear();
      own(false, Map.of(getter, unknown));
      assertThat(attributes()).doesNotContainKey(attribute);
    }
  }

  @Test
  void emptyValueIsNotRecorded() {
    own(false, Map.of("getQueryString", ""));
    servers(false, Map.of("getQueryString", ""));
    assertThat(tracing.ended())
        .hasSize(2)
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(AttributeKey.stringKey("url.query"))).isNull());
  }

  @ParameterizedTest
  @CsvSource({"[::1, [::1", "::1], ::1]", "[::1], ::1"})
  void onlyAPairOfBracketsIsRemoved(String sent, String recorded) {
    own(false, Map.of("getRemoteAddr", sent));
    assertThat(attributes()).containsEntry("client.address", recorded);
  }

  @Test
  void spanBeginsWhenTheRequestCameIn() {
    Instant start = Instant.ofEpochSecond(1_000_000);
    spans(false).request(request(Map.of(), Map.of()), start).end(200);
    assertThat(ended().getStartEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1_000_000));
  }

  @Test
  void requestEndsOnceWithItsFirstStatus() {
    RequestSpan span = spans(false).request(request(Map.of(), Map.of()), null);
    span.end(200);
    span.end(500);
    assertThat(tracing.ended()).hasSize(1);
    assertThat(attributes()).containsEntry("http.response.status_code", 200L);
  }

  @Test
  void appIsTheLastOneThatWasResolved() {
    RequestSpan span = spans(false).request(request(Map.of(), Map.of()), null);
    span.resolved("first");
    span.resolved("second");
    span.resolved(" ");
    span.resolved(null);
    span.end(200);
    assertThat(attributes()).containsEntry("blockyard.app", "second");
  }
}
