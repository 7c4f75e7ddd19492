package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trace context that travels to workers although no span is sent anywhere. */
class PropagationOnlyTest {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-";
  private static final String CLIENT = TRACE + "00f067aa0ba902b7-00";

  private final OpenTelemetrySpans spans =
      new OpenTelemetrySpans(
          W3CTraceContextPropagator.getInstance(), HttpSpanOptions.of(false, false, false));

  private Map<String, String> passedOn(RequestSpan span) {
    Map<String, String> headers = new HashMap<>();
    try (RequestSpan.Current current = span.makeCurrent()) {
      assertThat(current).isNotNull();
      spans.inject(headers::put);
    }
    span.end(500);
    return headers;
  }

  @Test
  void clientsTraceGoesOnWithASpanOfItsOwn() {
    RequestSpan span =
        spans.request(
            request(Map.of("traceparent", List.of(CLIENT), "tracestate", List.of("a=1")), Map.of()),
            null);
    assertThat(span.traceparent()).startsWith(TRACE).endsWith("-00").isNotEqualTo(CLIENT);
    assertThat(passedOn(span))
        .containsEntry("traceparent", span.traceparent())
        .containsEntry("tracestate", "a=1");
  }

  @Test
  void requestWithoutATraceBeginsASampledOne() {
    RequestSpan span = spans.request(request(Map.of(), Map.of()), null);
    assertThat(span.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(span.isOwn()).isTrue();
    assertThat(passedOn(span)).isEqualTo(Map.of("traceparent", span.traceparent()));
  }

  @Test
  void callIsPartOfTheTrace() {
    RequestSpan span =
        spans.request(request(Map.of("traceparent", List.of(CLIENT)), Map.of()), null);
    Map<String, String> headers = new HashMap<>();
    try (RequestSpan.Current current = span.makeCurrent()) {
      assertThat(current).isNotNull();
      CallSpan call = spans.call(List.of("proxy.forward"), null, null);
      spans.inject(headers::put);
      call.leave();
      call.end(true, null);
    }
    assertThat(headers.get("traceparent")).startsWith(TRACE).isNotEqualTo(span.traceparent());
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void nothingIsOn() {
    assertThat(spans.isOn()).isFalse();
    assertThat(spans.destination()).isEqualTo("propagation only");
  }
}
