package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import dev.blockyard.telemetry.testing.TestRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is counted where a container reports an error of asynchronous processing and then nothing
 * but its end. None of those tested does; one may, when the client has gone.
 */
class AsyncRequestTest {

  @ParameterizedTest
  @CsvSource({
    "200, false, true,  5xx",
    "200, true,  true,  2xx",
    "404, false, true,  4xx",
    "200, false, false, 2xx",
  })
  void anErrorThatNobodyAnswersIsOneOfTheServer(
      int status, boolean committed, boolean failed, String counted) {
    try (TestRegistry registry = new TestRegistry()) {
      AsyncRequest async =
          new AsyncRequest(
              new RequestCounter(MicroProfileMetrics.on(registry.registry()), null),
              as(HttpServletRequest.class, 0, false),
              as(HttpServletResponse.class, status, committed),
              RequestSpan.NONE);
      AsyncEvent event =
          new AsyncEvent(as(AsyncContext.class, 0, false), new IOException("the client has gone"));
      if (failed) {
        async.onError(event);
      }
      async.onComplete(event);

      assertThat(registry.exposition().find("blockyard_proxy_requests_total"))
          .containsOnlyKeys(
              "blockyard_proxy_requests_total{app=\"unknown\",status=\"" + counted + "\"}");
    }
  }

  /** A part of the container that says this and nothing else. */
  private static <T> T as(Class<T> type, int status, boolean committed) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getStatus" -> status;
                  case "isCommitted" -> committed;
                  case "getRequest", "getResponse" -> null; // asked for by AsyncEvent
                  default -> throw new UnsupportedOperationException(method.getName());
                }));
  }
}
