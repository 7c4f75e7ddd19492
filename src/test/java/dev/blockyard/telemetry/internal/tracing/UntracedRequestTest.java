package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests without a span of the module's, and threads that earlier ones have left dirty. */
class UntracedRequestTest {
  private static final Context DIRTY = Context.root().with(ContextKey.named("left"), "behind");

  @Test
  void untracedRequestIsTheModulesOwnAndHasNoTrace() {
    assertThat(RequestSpan.NONE.isOwn()).isTrue();
    assertThat(RequestSpan.NONE.traceparent()).isNull();
    try (RequestSpan.Current current = RequestSpan.NONE.makeCurrent()) {
      assertThat(current).isNotNull();
      assertThat(Context.current()).isSameAs(Context.root());
    }
  }

  @Test
  void serversSpanIsNotTheModulesOwnAndFailsAsSoonAsTheServletReturns() {
    try (InMemoryTracing tracing = new InMemoryTracing()) {
      Spans spans = DefaultSpans.of(tracing.sdk());
      Span server = tracing.sdk().getTracer("server").spanBuilder("x").startSpan();
      try (Scope scope = server.makeCurrent()) {
        assertThat(scope).isNotNull();
        RequestSpan span = spans.requestOfServer(request(Map.of(), Map.of()));
        assertThat(span.isOwn()).isFalse();
        span.returned(500);
      }
      server.end();
      assertThat(tracing.ended().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);

      tracing.clear();
      RequestSpan own = spans.requestOfServer(request(Map.of(), Map.of()));
      assertThat(own.isOwn()).isTrue();
      own.returned(500);
      own.end(200);
      assertThat(tracing.ended())
          .singleElement()
          .satisfies(
              span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET));
    }
  }

  @Test
  void freshRequestForgetsWhatAnEarlierOneLeft() {
    try (InMemoryTracing tracing = new InMemoryTracing()) {
      Spans spans = DefaultSpans.of(tracing.sdk());
      DIRTY
          .wrap(
              () -> {
                try (RequestSpan.Current current = spans.fresh()) {
                  assertThat(current).isNotNull();
                  assertThat(Context.current()).isSameAs(Context.root());
                }
                assertThat(Context.current()).isSameAs(Context.root());
              })
          .run();
    }
  }
}
