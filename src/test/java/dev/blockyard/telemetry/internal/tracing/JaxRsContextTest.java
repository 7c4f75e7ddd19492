package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.StandIn;
import dev.blockyard.telemetry.internal.servers.JaxRsRequest;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The context of the span that a JAX-RS implementation makes: it reads the headers again, on top of
 * the module's context.
 */
class JaxRsContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final InMemoryTracing tracing = new InMemoryTracing();

  @AfterEach
  void close() {
    tracing.close();
  }

  /** As RESTEasy reads them: the first of repeated headers. */
  private enum Headers implements TextMapGetter<HttpServletRequest> {
    INSTANCE;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
      return request == null ? null : request.getHeader(name);
    }
  }

  private Context contextInJaxRs(boolean linked, Map<String, List<String>> headers) {
    HttpServletRequest request = StandIn.request(headers, Map.of());
    RequestSpan span =
        new OpenTelemetrySpans(tracing.sdk(), HttpSpanOptions.of(false, false, linked), "a test")
            .request(request, null);
    try (RequestSpan.Current current = span.makeCurrent()) {
      assertThat(current).isNotNull();
      Context context =
          tracing
              .sdk()
              .getPropagators()
              .getTextMapPropagator()
              .extract(
                  Context.current(),
                  new JaxRsRequest(request, Objects.requireNonNull(span.traceparent())),
                  Headers.INSTANCE);
      assertThat(spanIn(context).getSpanId()).isEqualTo(spanIn(Context.current()).getSpanId());
      return context;
    } finally {
      span.end(200);
    }
  }

  private static SpanContext spanIn(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  private static TraceState traceState(Context context) {
    return spanIn(context).getTraceState();
  }

  @Test
  void followedContextIsAllThere() {
    Context context =
        contextInJaxRs(
            false,
            Map.of(
                "traceparent", List.of(TRACEPARENT),
                "tracestate", List.of("a=1", "b=2"),
                "baggage", List.of("c=3", "d=4")));

    assertThat(spanIn(context).getTraceId()).isEqualTo(TRACE);
    assertThat(traceState(context).asMap()).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(Baggage.fromContext(context).asMap()).containsOnlyKeys("c", "d");
  }

  @Test
  void nothingOfALinkedContextIsThere() {
    for (List<String> traceparent : List.of(List.of(TRACEPARENT), List.<String>of())) {
      Context context =
          contextInJaxRs(
              true,
              Map.of(
                  "traceparent", traceparent,
                  "tracestate", List.of("a=1"),
                  "baggage", List.of("c=3")));

      assertThat(spanIn(context).getTraceId()).isNotEqualTo(TRACE);
      assertThat(traceState(context).isEmpty()).isTrue();
      assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
    }
  }

  @Test
  void traceStateBesideAnInvalidTraceParentIsNot() {
    for (List<String> invalid :
        List.of(
            List.of("garbage"),
            List.of(TRACEPARENT, TRACEPARENT),
            List.of("ff" + TRACEPARENT.substring(2)),
            List.<String>of())) {
      Context context =
          contextInJaxRs(
              false,
              Map.of(
                  "traceparent", invalid,
                  "tracestate", List.of("a=1"),
                  "baggage", List.of("c=3")));

      assertThat(traceState(context).isEmpty()).isTrue();
      assertThat(Baggage.fromContext(context).asMap()).containsOnlyKeys("c");
    }
  }

  @Test
  void oversizedBaggageIsNot() {
    String value = "x".repeat(4100);
    Context context =
        contextInJaxRs(
            false,
            Map.of(
                "traceparent", List.of(TRACEPARENT),
                "baggage", List.of("c=" + value, "d=" + value)));

    assertThat(Baggage.fromContext(context).isEmpty()).isTrue();
  }
}
