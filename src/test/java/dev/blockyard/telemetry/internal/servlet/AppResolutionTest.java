package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Container;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who names the app of a request. */
class AppResolutionTest extends AppResolution {
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
                        if (await(asking)) {
                          ProxyRequest.resolved(request, "later");
                        }
                        resolved.countDown();
                        async.complete();
                      });
                }))
        .containsOnlyKeys("later 2xx");
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
}
