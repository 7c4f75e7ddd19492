package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.context.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An OpenTelemetry that throws: what is traced goes on, and one warning says so. */
class FailingOpenTelemetryTest {
  private final Log log = Log.open();

  @AfterEach
  void close() {
    log.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  private static final HttpServletRequest REQUEST =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getRequestURI" -> "/app/shop";
                    case "getScheme" -> "http";
                    case "getServerPort", "getRemotePort" -> 80;
                    default -> null;
                  });

  @Test
  void callGoesOnWithoutASpanThatCannotStart() {
    Spans spans = FailingSpans.of(true);
    for (int i = 0; i < 3; i++) {
      CallSpan call = spans.call(List.of("worker.spawn"), null, null);
      boolean[] ran = new boolean[1];
      call.within(() -> ran[0] = true);
      call.end(true, new IllegalStateException());
      call.leave();
      assertThat(ran[0]).isTrue();
    }
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0033: a call was not");
  }

  @Test
  void callGoesOnWithSpansThatCannotEnd() {
    Spans spans = FailingSpans.of(false);
    for (int i = 0; i < 3; i++) {
      CallSpan call = spans.call(List.of("worker.cold_start", "worker.spawn"), null, null);
      call.end(false, null);
      call.leave();
    }
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0033: a call was not");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void requestGoesOnWhateverFailsOfItsSpan(boolean atStart) {
    Spans spans = FailingSpans.of(atStart);
    for (int i = 0; i < 3; i++) {
      RequestSpan span = spans.request(REQUEST, null);
      span.makeCurrent().close();
      span.resolved("shop");
      span.failed(new UnsupportedOperationException());
      span.returned(500);
      span.end(500);
    }
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0033: a request was not");
  }

  @Test
  void whatCannotStartASpanIsOff() {
    assertThat(FailingSpans.of(true).isOn()).isFalse();
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0033");
    assertThat(FailingSpans.of(false).isOn()).isTrue();
  }
}
