package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A resolver that fails or is slow, metrics that fail, and a listener that fails on what the module
 * does, are no client's failure.
 */
class ResolverFailureTest extends AppResolution {
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
        .startsWith("BYT0007: the AppResolver example.Apps failed (")
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
        .startsWith("BYT0020: the AppResolver example.Apps took ")
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

  /** Throws at every attribute that is not the application's own. */
  private static final class OwnAttributesOnly implements ServletRequestAttributeListener {
    @Override
    public void attributeAdded(ServletRequestAttributeEvent event) {
      if (event.getName().equals(ProxyRequest.ATTRIBUTE)) {
        throw new IllegalStateException("not ours: " + event.getName());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsAreServedAndCountedWhereAListenerRefusesTheModulesAttribute(Container container)
      throws Exception {
    WebApp app =
        counting(new RequestObserver(telemetry(counted.metrics(), null)))
            .onStartup(context -> context.addListener(new OwnAttributesOnly()))
            .servlet(
                "/app/known",
                (request, response) -> {
                  ProxyRequest.resolved(request, "known");
                  response.sendError(404);
                });
    try (Running server = container.start(app)) {
      assertThat(status(server, "/app/known")).isEqualTo(404);
      counted.await();
    }
    assertThat(counted.byAppAndClass()).isEqualTo(Map.of("known 4xx", 1L));
  }
}
