package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans of annotated calls. */
class OpenCallTest {
  private final InMemoryTracing tracing = new InMemoryTracing();
  private final OpenTelemetrySpans spans = DefaultSpans.of(tracing.sdk());

  @AfterEach
  void close() {
    tracing.close();
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  /** A call without an app of its own, which ends well. */
  static void call(Spans spans, String name) {
    CallSpan call = spans.call(List.of(name), null, null);
    call.leave();
    call.end(false, null);
  }

  private SpanData ended(boolean failed, @Nullable Throwable failure) {
    CallSpan call = spans.call(List.of("worker.spawn"), null, null);
    call.leave();
    call.end(failed, failure);
    return tracing.ended().get(0);
  }

  @Test
  void eachSpanIsInsideOfTheOneBefore() {
    CallSpan call = spans.call(List.of("worker.stop", "session"), "shop", StopReason.GRACEFUL);
    String innermost = Span.current().getSpanContext().getSpanId();
    call.leave();
    assertThat(Context.current()).isSameAs(Context.root());
    call.end(false, null);

    SpanData inner = tracing.ended().get(0);
    SpanData outer = tracing.ended().get(1);
    assertThat(List.of(outer.getName(), inner.getName())).containsExactly("worker.stop", "session");
    assertThat(inner.getSpanId()).isEqualTo(innermost);
    assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
    assertThat(outer.getParentSpanContext().isValid()).isFalse();
    assertThat(tracing.ended())
        .allSatisfy(
            span -> {
              assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
              assertThat(text(span, "error.type")).isNull();
              assertThat(text(span, "blockyard.app")).isEqualTo("shop");
              assertThat(text(span, "blockyard.stop.reason"))
                  .isEqualTo(StopReason.GRACEFUL.label());
            });
  }

  @Test
  void appIsThatOfTheRequestAroundUnlessTheCallNamesOne() {
    RequestSpan request = spans.request(request(Map.of(), Map.of()), null);
    try (RequestSpan.Current current = request.makeCurrent()) {
      assertThat(current).isNotNull();
      ended(false, null);
      request.resolved("shop");
      ended(false, null);
      CallSpan blank = spans.call(List.of("a"), " ", null);
      blank.leave();
      blank.end(false, null);
      CallSpan outer = spans.call(List.of("b"), "other", null);
      ended(false, null);
      outer.leave();
      outer.end(false, null);
    }
    assertThat(tracing.ended())
        .extracting(span -> text(span, "blockyard.app"))
        .containsExactly(null, "shop", "shop", "other", "other");
  }

  @Test
  void failureWithoutAnExceptionIsOfAnotherType() {
    SpanData span = ended(true, null);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(span, "error.type")).isEqualTo("_OTHER");
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void failureOfAStageIsItsCause() {
    SpanData span = ended(true, new CompletionException(new IllegalStateException("x")));
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(span, "error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void failureOfAStageWithoutACauseIsItself() {
    assertThat(text(ended(true, new CompletionException("x", null)), "error.type"))
        .isEqualTo("java.util.concurrent.CompletionException");
  }

  @Test
  void failureThatFailsToSayItsCauseIsItself() {
    try (Log log = Log.open()) {
      SpanData span = ended(true, new Causeless());
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(text(span, "error.type")).isEqualTo(Causeless.class.getName());
      assertThat(log.messages()).singleElement().asString().startsWith("BYT0033: a call was not");
    }
  }

  @SuppressWarnings("serial")
  private static final class Causeless extends CompletionException {
    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException("no cause");
    }
  }

  @Test
  void onlyTheFailureOfAStageIsUnwrapped() {
    Throwable failure = new IllegalArgumentException(new IllegalStateException("x"));
    assertThat(text(ended(true, failure), "error.type"))
        .isEqualTo("java.lang.IllegalArgumentException");
  }

  @Test
  void taskRunsWithinTheInnermostSpan() {
    CallSpan call = spans.call(List.of("a", "b"), null, null);
    Context within = Context.current();
    call.leave();
    Context[] seen = new Context[1];
    call.within(() -> seen[0] = Context.current());
    call.end(false, null);
    assertThat(seen[0]).isSameAs(within);
  }

  @Test
  void sdkIsOnAndSaysWhereSpansGo() {
    assertThat(spans.isOn()).isTrue();
    assertThat(spans.destination()).isEqualTo("a test");
    assertThat(DefaultSpans.of(OpenTelemetry.noop()).isOn()).isFalse();
  }
}
