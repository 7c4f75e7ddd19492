package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Log;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract, section 4: who names the app, and that nobody's failure is the client's. */
@Timeout(60)
class AppResolutionTest {
  private static final Container JETTY = Container.JETTY;

  private final CountedRequests counted = new CountedRequests();
  private final Log warnings = Log.open();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    warnings.close();
    counted.close();
  }

  @Test
  void requestIsUnknownWhenNoAppResolved() throws Exception {
    assertThat(count(null, (request, response, stage) -> {})).containsOnlyKeys("unknown 2xx");
  }

  @Test
  void lastCallWinsAndBlankIsIgnored() throws Exception {
    assertThat(
            count(
                null,
                (request, response, stage) -> {
                  ProxyRequest.resolved(request, "first");
                  ProxyRequest.resolved(request, "last");
                  ProxyRequest.resolved(request, " ");
                  ProxyRequest.resolved(request, null);
                }))
        .containsOnlyKeys("last 2xx");
  }

  @Test
  void appIsResolvedFromWrappedRequest() throws Exception {
    assertThat(
            count(
                null,
                (request, response, stage) ->
                    ProxyRequest.resolved(new HttpServletRequestWrapper(request), "wrapped")))
        .containsOnlyKeys("wrapped 2xx");
  }

  @Test
  void resolverIsAskedOnceWhereNothingWasResolved() throws Exception {
    assertThat(count(answering("asked"), (request, response, stage) -> {}))
        .containsOnlyKeys("asked 2xx");
    assertThat(asked).hasValue(1);
  }

  @Test
  void resolverIsNotAskedWhereTheHandlerResolved() throws Exception {
    assertThat(
            count(
                answering("asked"),
                (request, response, stage) -> ProxyRequest.resolved(request, "said")))
        .containsOnlyKeys("said 2xx");
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void resolverIsAskedOnceForFailedRequest(Container container) throws Exception {
    assertThat(
            count(
                container,
                answering(null),
                (request, response, stage) -> {
                  throw new IllegalStateException();
                }))
        .containsOnlyKeys("unknown 5xx");
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void resolversAnswerIsKeptForEachRefusedRequest(Container container) throws Exception {
    assertThat(
            count(
                container,
                answering("asked"),
                (request, response, stage) -> response.setStatus(404),
                3))
        .isEqualTo(Map.of("asked 4xx", 3L));
    assertThat(asked).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource
  void resolverIsAskedOnceForAsyncRequest(Container container) throws Exception {
    assertThat(
            count(
                container,
                answering(null),
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  stage.afterReturn(async::complete);
                }))
        .containsOnlyKeys("unknown 2xx");
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatAnAsyncThreadResolvesLaterWins(Container container) throws Exception {
    assertThat(
            count(
                container,
                answering("asked"),
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  stage.afterReturn(
                      () -> {
                        ProxyRequest.resolved(request, "later");
                        async.complete();
                      });
                }))
        .containsOnlyKeys("later 2xx");
  }

  /** The thread is faster than the resolver, which was asked before. */
  @ParameterizedTest
  @EnumSource
  void whatAnAsyncThreadResolvesWhileTheResolverIsAskedWins(Container container) throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch resolved = new CountDownLatch(1);
    AppResolver slow =
        request -> {
          asking.countDown();
          return await(resolved) ? Optional.of("asked") : Optional.empty();
        };
    assertThat(
            count(
                container,
                slow,
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  stage.inParallel(
                      () -> {
                        await(asking);
                        ProxyRequest.resolved(request, "later");
                        resolved.countDown();
                        async.complete();
                      });
                }))
        .containsOnlyKeys("later 2xx");
  }

  @Test
  void failingResolverIsWarnedAboutOnce() throws Exception {
    AppResolver failing =
        request -> {
          throw new IllegalArgumentException("no such path");
        };
    assertThat(count(JETTY, failing, (request, response, stage) -> {}, 3))
        .isEqualTo(Map.of("unknown 2xx", 3L));
    assertThat(warnings.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0007")
        .contains("no such path");
  }

  /** Until the resolver answers, one thread is kept: that of its own request. */
  @ParameterizedTest
  @EnumSource
  void othersAreServedAndCountedWhileTheResolverBlocks(Container container) throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch othersCounted = new CountDownLatch(1);
    AppResolver blocking =
        request -> {
          if (String.valueOf(request.getPathInfo()).equals("/slow")) {
            asking.countDown();
            return await(othersCounted) ? Optional.of("slow") : Optional.of("waited in vain");
          }
          return Optional.of("asked");
        };
    WebApp app =
        counting(new RequestObserver(telemetry(counted.metrics(), blocking)))
            .servlet("/app/*", (request, response) -> response.setStatus(204))
            .servlet(
                "/app/known",
                (request, response) -> {
                  ProxyRequest.resolved(request, "known");
                  response.setStatus(204);
                });
    Stage stage = new Stage();
    try (Running server = container.start(app)) {
      stage.inParallel(() -> status(server, "/app/slow"));
      assertThat(await(asking)).isTrue();
      for (String path : List.of("/app/known", "/app/other", "/app/known", "/app/other")) {
        assertThat(status(server, path)).isEqualTo(204);
        counted.await();
      }
      assertThat(counted.byAppAndClass()).isEqualTo(Map.of("known 2xx", 2L, "asked 2xx", 2L));
      othersCounted.countDown();
      counted.await();
      stage.join();
    }
    assertThat(counted.byAppAndClass())
        .isEqualTo(Map.of("known 2xx", 2L, "asked 2xx", 2L, "slow 2xx", 1L));
  }

  @Test
  void slowResolverIsWarnedAboutOnce() throws Exception {
    AppResolver slow = answering("asked");
    long everyAnswerIsSlow = -1;
    assertThat(count(new RequestObserver(telemetry(counted.metrics(), slow), everyAnswerIsSlow), 3))
        .isEqualTo(Map.of("asked 2xx", 3L));
    assertThat(warnings.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0020: the AppResolver " + slow.getClass().getName() + " took ")
        .contains(" ms");
  }

  @Test
  void resolverThatIsFastEnoughIsNotWarnedAbout() throws Exception {
    assertThat(
            count(
                new RequestObserver(
                    telemetry(counted.metrics(), answering("asked")), Long.MAX_VALUE),
                3))
        .isEqualTo(Map.of("asked 2xx", 3L));
    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what the interface forbids
  void nullAnswerOfResolverIsUnknown() throws Exception {
    assertThat(count(request -> null, (request, response, stage) -> {}))
        .containsOnlyKeys("unknown 2xx");
  }

  @Test
  void emptyAndBlankAnswersOfResolverAreUnknown() throws Exception {
    assertThat(count(request -> Optional.empty(), (request, response, stage) -> {}))
        .containsOnlyKeys("unknown 2xx");
    assertThat(count(request -> Optional.of(" "), (request, response, stage) -> {}))
        .isEqualTo(Map.of("unknown 2xx", 2L));
    assertThat(warnings.messages()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void failingMetricsLeaveRequestsAloneAndAreWarnedAboutOnce(Container container) throws Exception {
    BlockyardMetrics failing =
        (BlockyardMetrics)
            Proxy.newProxyInstance(
                BlockyardMetrics.class.getClassLoader(),
                new Class<?>[] {BlockyardMetrics.class},
                (proxy, method, arguments) -> {
                  throw new LinkageError("no metrics");
                });
    WebApp app =
        counting(new RequestObserver(telemetry(failing, null)))
            .servlet("/app/ok", (request, response) -> response.setStatus(204))
            .servlet("/app/refused", (request, response) -> response.sendError(404))
            .servlet("/app/async", (request, response) -> request.startAsync().complete());
    try (Running server = container.start(app)) {
      assertThat(status(server, "/app/ok")).isEqualTo(204);
      assertThat(status(server, "/app/refused")).isEqualTo(404);
      assertThat(status(server, "/app/async")).isEqualTo(200);
    }
    assertThat(warnings.messages()).singleElement().asString().startsWith("BYT0005");
  }

  private static int status(Running server, String path) throws Exception {
    Client.Answer answer = Client.http("GET", path).send(server.port());
    answer.rest().close();
    return answer.status();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private AppResolver answering(@Nullable String app) {
    return request -> {
      asked.incrementAndGet();
      return Optional.ofNullable(app);
    };
  }

  private Map<String, Long> count(@Nullable AppResolver resolver, Cell.StagedHandler handler)
      throws Exception {
    return count(JETTY, resolver, handler);
  }

  private Map<String, Long> count(
      Container container, @Nullable AppResolver resolver, Cell.StagedHandler handler)
      throws Exception {
    return count(container, resolver, handler, 1);
  }

  private Map<String, Long> count(
      Container container, @Nullable AppResolver resolver, Cell.StagedHandler handler, int times)
      throws Exception {
    Stage stage = new Stage();
    WebApp app =
        counting(new RequestObserver(telemetry(counted.metrics(), resolver)))
            .onStartup(context -> context.addListener(stage.signal()))
            .servlet("/app/*", (request, response) -> handler.handle(request, response, stage));
    try (Running server = container.start(app)) {
      for (int i = 0; i < times; i++) {
        status(server, "/app/page");
        counted.await();
      }
      stage.join();
    }
    return counted.byAppAndClass();
  }

  private Map<String, Long> count(RequestObserver observer, int times) throws Exception {
    WebApp app = counting(observer).servlet("/app/*", (request, response) -> {});
    try (Running server = JETTY.start(app)) {
      for (int i = 0; i < times; i++) {
        status(server, "/app/page");
        counted.await();
      }
    }
    return counted.byAppAndClass();
  }

  private static WebApp counting(RequestObserver observer) {
    RequestFilter filter = RequestFilter.of(List.of("/app/*"), observer);
    return new WebApp().onStartup(context -> filter.register(context));
  }

  private static RequestTelemetry telemetry(
      BlockyardMetrics metrics, @Nullable AppResolver resolver) {
    return new RequestTelemetry(metrics, app -> {}, resolver, null);
  }
}
