package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.ModuleVersion;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The span and the trace context that a request's line and headers lead to. */
class InboundRequestTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final InMemoryTracing tracing = new InMemoryTracing();

  @AfterEach
  void close() {
    tracing.close();
  }

  private Spans spans(boolean forwardedHeaders) {
    return new OpenTelemetrySpans(
        tracing.sdk(), HttpSpanOptions.of(false, forwardedHeaders, false), "a test");
  }

  private Map<String, String> passedOn(Map<String, List<String>> headers) {
    Spans spans = spans(false);
    Map<String, String> passedOn = new TreeMap<>();
    RequestSpan span = spans.request(request(headers, Map.of()), null);
    try (RequestSpan.Current current = span.makeCurrent()) {
      assertThat(current).isNotNull();
      spans.inject(passedOn::put);
    }
    span.end(200);
    return passedOn;
  }

  private SpanData ended() {
    return tracing.ended().get(0);
  }

  @Test
  void linkedContextIsALinkOfANewTraceAndItsBaggageIsDropped() {
    Spans spans =
        new OpenTelemetrySpans(tracing.sdk(), HttpSpanOptions.of(false, false, true), "a test");
    RequestSpan span =
        spans.request(
            request(
                Map.of("traceparent", List.of(TRACEPARENT), "baggage", List.of("a=1")), Map.of()),
            null);
    try (RequestSpan.Current current = span.makeCurrent()) {
      assertThat(current).isNotNull();
      assertThat(Baggage.current().isEmpty()).isTrue();
    }
    span.end(200);

    assertThat(ended().getParentSpanContext().isValid()).isFalse();
    assertThat(ended().getTraceId()).isNotEqualTo(TRACEPARENT.substring(3, 35));
    assertThat(ended().getLinks())
        .singleElement()
        .satisfies(
            link ->
                assertThat(link.getSpanContext().getTraceId())
                    .isEqualTo(TRACEPARENT.substring(3, 35)));
  }

  @Test
  void withoutAClientsContextThereIsNoLink() {
    new OpenTelemetrySpans(tracing.sdk(), HttpSpanOptions.of(false, false, true), "a test")
        .request(request(Map.of(), Map.of()), null)
        .end(200);

    assertThat(ended().getLinks()).isEmpty();
  }

  @Test
  void allMembersOfRepeatedHeadersTravel() {
    Map<String, String> passedOn =
        passedOn(
            Map.of(
                "traceparent", List.of(TRACEPARENT),
                "tracestate", List.of("a=1", "b=2"),
                "baggage", List.of("c=3", "d=4")));
    assertThat(passedOn.get("tracestate")).isEqualTo("a=1,b=2");
    assertThat(List.of(passedOn.getOrDefault("baggage", "").split(",", -1)))
        .containsExactlyInAnyOrder("c=3", "d=4");
  }

  /** A list may have empty members; OpenTelemetry's propagator would discard all of them. */
  @Test
  void emptyMembersDoNotTravel() {
    for (List<String> sent : List.of(List.of("", "a=1", "b=2"), List.of("a=1,, ,b=2,"))) {
      assertThat(passedOn(Map.of("traceparent", List.of(TRACEPARENT), "tracestate", sent)))
          .containsEntry("tracestate", "a=1,b=2");
      tracing.clear();
    }
  }

  @Test
  void traceStateDoesNotTravelWithoutAValidTraceParent() {
    for (List<String> invalid :
        List.of(List.of("garbage"), List.of(TRACEPARENT, TRACEPARENT), List.<String>of())) {
      assertThat(passedOn(Map.of("traceparent", invalid, "tracestate", List.of("vendor=1"))))
          .containsOnlyKeys("traceparent")
          .doesNotContainEntry("traceparent", TRACEPARENT);
      assertThat(ended().getParentSpanContext().isValid()).isFalse();
      tracing.clear();
    }
  }

  @Test
  void baggageBeyondTheLimitIsDropped() {
    String half = "a=" + "x".repeat(4093);
    String rest = "b=" + "x".repeat(4094); // 4095 + a comma + 4096 bytes
    assertThat(passedOn(Map.of("baggage", List.of(half, rest)))).containsKey("baggage");
    assertThat(passedOn(Map.of("baggage", List.of(half, rest + "x"))))
        .containsOnlyKeys("traceparent");
  }

  @Test
  void oversizedBaggageThatTheServerAcceptedIsNotPassedOn() {
    Spans spans = spans(false);
    Map<String, String> passedOn = new TreeMap<>();
    io.opentelemetry.api.trace.Span server =
        tracing.sdk().getTracer("server").spanBuilder("x").startSpan();
    try (Scope baggage = Baggage.builder().put("a", "b").build().makeCurrent();
        Scope scope = server.makeCurrent()) {
      assertThat(List.of(baggage, scope)).hasSize(2);
      HttpServletRequest request =
          request(Map.of("baggage", List.of("a=" + "x".repeat(9000))), Map.of());
      try (RequestSpan.Current current = spans.requestOfServer(request).makeCurrent()) {
        assertThat(current).isNotNull();
        spans.inject(passedOn::put);
      }
    }
    assertThat(passedOn).containsOnlyKeys("traceparent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          PATH         | /app/* | GET /shop/app/*
          EXTENSION    | *.do   | GET /shop/*.do
          CONTEXT_ROOT | ''     | GET /shop/
          DEFAULT      | /      | GET
          """)
  void routeBeginsWithTheContextPath(MappingMatch match, String pattern, String name) {
    HttpServletMapping mapping =
        (HttpServletMapping)
            Proxy.newProxyInstance(
                HttpServletMapping.class.getClassLoader(),
                new Class<?>[] {HttpServletMapping.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getMappingMatch" -> match;
                      case "getPattern" -> pattern;
                      default -> "default";
                    });
    spans(false)
        .request(request(Map.of(), Map.of("getHttpServletMapping", mapping)), null)
        .end(200);
    assertThat(ended().getName()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | Forwarded         | for=1.2.3.4;proto=https;host=shop.example | http  | inside       | 8080 | 10.0.0.1
          true  | Forwarded         | for=1.2.3.4;proto=https;host=shop.example | https | shop.example | 443  | 1.2.3.4
          true  | Forwarded         | for="[2001:db8::1]:47", for=9.9.9.9       | http  | inside       | 8080 | 2001:db8::1
          true  | X-Forwarded-For   | 1.2.3.4, 10.0.0.9                         | http  | inside       | 8080 | 1.2.3.4
          true  | X-Forwarded-Proto | https                                     | https | inside       | 443  | 10.0.0.1
          true  | X-Forwarded-Host  | shop.example:8443                         | http  | shop.example | 8443 | 10.0.0.1
          """)
  void forwardingHeadersAreBelievedOnDemand(
      boolean believed,
      String header,
      String value,
      String scheme,
      String host,
      long port,
      String client) {
    spans(believed).request(request(Map.of(header, List.of(value)), Map.of()), null).end(200);
    Map<AttributeKey<?>, Object> attributes = ended().getAttributes().asMap();
    assertThat(attributes)
        .containsEntry(AttributeKey.stringKey("url.scheme"), scheme)
        .containsEntry(AttributeKey.stringKey("server.address"), host)
        .containsEntry(AttributeKey.longKey("server.port"), port)
        .containsEntry(AttributeKey.stringKey("client.address"), client)
        .containsEntry(AttributeKey.stringKey("network.peer.address"), "10.0.0.1")
        .containsEntry(AttributeKey.stringKey("network.protocol.version"), "2");
  }

  /** Jetty encloses IPv6 addresses in them, and every container the name of the host. */
  @Test
  void addressesAreRecordedWithoutBrackets() {
    Map<String, Object> answers =
        Map.of("getRemoteAddr", "[2001:db8::1]", "getServerName", "[2001:db8::2]");
    spans(false).request(request(Map.of(), answers), null).end(200);

    assertThat(ended().getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("client.address"), "2001:db8::1")
        .containsEntry(AttributeKey.stringKey("network.peer.address"), "2001:db8::1")
        .containsEntry(AttributeKey.stringKey("server.address"), "2001:db8::2");
  }

  @Test
  void scopeHasANameAVersionAndASchema() {
    passedOn(Map.of());
    CallSpan call = spans(false).call(List.of("worker.spawn"), null, null);
    call.leave();
    call.end(false, null);

    assertThat(ModuleVersion.get()).matches("\\d+\\.\\d+.*");
    assertThat(tracing.ended())
        .hasSize(2)
        .extracting(SpanData::getInstrumentationScopeInfo)
        .allSatisfy(
            scope -> {
              assertThat(scope.getName()).isEqualTo("dev.blockyard.telemetry");
              assertThat(scope.getVersion()).isEqualTo(ModuleVersion.get());
              assertThat(scope.getSchemaUrl()).startsWith("https://opentelemetry.io/schemas/");
            });
  }
}
