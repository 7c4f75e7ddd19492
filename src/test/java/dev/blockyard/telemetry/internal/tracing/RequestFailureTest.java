package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the span of a failed request records. */
class RequestFailureTest {
  private final InMemoryTracing tracing = new InMemoryTracing();
  private final Spans spans = DefaultSpans.of(tracing.sdk());

  @AfterEach
  void close() {
    tracing.close();
  }

  private static final HttpServletRequest REQUEST =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) ->
                  Map.of("getMethod", (Object) "GET", "getServerPort", 80, "getRemotePort", 5000)
                      .get(method.getName()));

  private SpanData end(RequestSpan span, int status, boolean thrown) {
    if (thrown) {
      span.failed(new IllegalStateException("broken"));
    }
    span.end(status);
    return tracing.ended().get(0);
  }

  private static @Nullable String errorType(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey("error.type"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          200, false, UNSET, -
          404, false, UNSET, -
          499, false, UNSET, -
          500, false, ERROR, 500
          503, false, ERROR, 503
          500, true,  ERROR, 500
          503, true,  ERROR, 503
          404, true,  ERROR, java.lang.IllegalStateException
          200, true,  ERROR, java.lang.IllegalStateException
          """)
  void typeOfAnErrorIsTheStatusWhereTheStatusSaysIt(
      int status, boolean thrown, String spanStatus, @Nullable String errorType) {
    SpanData span = end(spans.request(REQUEST, null), status, thrown);

    assertThat(span.getStatus().getStatusCode()).hasToString(spanStatus);
    assertThat(errorType(span)).isEqualTo(errorType);
    assertThat(span.getEvents())
        .extracting(EventData::getName)
        .isEqualTo(thrown ? List.of("exception") : List.of());
  }

  @ParameterizedTest
  @CsvSource({"true, 500", "false, 500"})
  void serversSpanIsJudgedTheSame(boolean thrown, String errorType) {
    Span server = tracing.sdk().getTracer("server").spanBuilder("GET").startSpan();
    try (Scope scope = server.makeCurrent()) {
      assertThat(scope).isNotNull();
      SpanData span = end(spans.requestOfServer(REQUEST), 500, thrown);

      assertThat(errorType(span)).isEqualTo(errorType);
      assertThat(span.getEvents()).hasSize(thrown ? 1 : 0);
    }
  }
}
