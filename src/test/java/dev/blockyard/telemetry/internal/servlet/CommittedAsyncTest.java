package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Await;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A response that is committed, while asynchronous processing goes on. */
@Timeout(60)
class CommittedAsyncTest {
  @ParameterizedTest
  @EnumSource
  void requestIsCountedAtOnceAndItsSpanEndsWithTheResponse(Container container) throws Exception {
    assertThatItIsCountedAtOnce(container, "/app/x");
  }

  @ParameterizedTest
  @EnumSource
  void soIsOneWhoseResponseBeginsInAnAsynchronousDispatch(Container container) throws Exception {
    assertThatItIsCountedAtOnce(container, "/app/dispatched");
  }

  private static void assertThatItIsCountedAtOnce(Container container, String path)
      throws Exception {
    CompletableFuture<AsyncContext> started = new CompletableFuture<>();
    Stage stage = new Stage();
    try (CountedRequests counted = new CountedRequests();
        TestSpans traced = new TestSpans()) {
      RequestObserver observer =
          new RequestObserver(
              new RequestTelemetry(counted.metrics(), app -> {}, null, traced.spans()));
      WebApp app =
          new WebApp()
              .onStartup(context -> RequestFilter.of(List.of("/app/*"), observer).register(context))
              .onStartup(context -> context.addListener(stage.signal()))
              .servlet(
                  "/app/*",
                  (request, response) -> {
                    if (request.getPathInfo().equals("/dispatched")
                        && request.getDispatcherType() == DispatcherType.REQUEST) {
                      request.startAsync().dispatch();
                      return;
                    }
                    AsyncContext async = request.startAsync();
                    async.setTimeout(0); // nothing else ends it
                    response.getWriter().println("begin");
                    response.flushBuffer();
                    started.complete(async);
                  });
      try (Running server = container.start(app)) {
        Client.Answer answer = Client.http("GET", path).send(server.port());
        stage.awaitReturn();
        Await.until(() -> assertThat(counted.byAppAndClass()).isEqualTo(Map.of("unknown 2xx", 1L)));
        assertThat(traced.requests()).isEmpty();

        started.get(10, TimeUnit.SECONDS).complete();
        traced.await("unknown 2xx");
        answer.rest().close();
      }
      assertThat(counted.byAppAndClass()).isEqualTo(Map.of("unknown 2xx", 1L));
    }
  }
}
