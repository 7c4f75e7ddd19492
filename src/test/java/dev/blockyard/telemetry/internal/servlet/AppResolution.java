package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Log;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Requests to an application with or without an {@code AppResolver}, and their counts. */
@Timeout(60)
abstract class AppResolution {
  static final Container JETTY = Container.JETTY;

  final CountedRequests counted = new CountedRequests();
  final Log warnings = Log.open();
  final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    warnings.close();
    counted.close();
  }

  static int status(Running server, String path) throws Exception {
    Client.Answer answer = Client.http("GET", path).send(server.port());
    answer.rest().close();
    return answer.status();
  }

  static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  AppResolver answering(@Nullable String app) {
    return request -> {
      asked.incrementAndGet();
      return Optional.ofNullable(app);
    };
  }

  Map<String, Long> count(@Nullable AppResolver resolver, Cell.StagedHandler handler)
      throws Exception {
    return count(JETTY, resolver, handler);
  }

  Map<String, Long> count(
      Container container, @Nullable AppResolver resolver, Cell.StagedHandler handler)
      throws Exception {
    return count(container, resolver, handler, 1);
  }

  Map<String, Long> count(
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

  Map<String, Long> count(RequestObserver observer, int times) throws Exception {
    WebApp app = counting(observer).servlet("/app/*", (request, response) -> {});
    try (Running server = JETTY.start(app)) {
      for (int i = 0; i < times; i++) {
        status(server, "/app/page");
        counted.await();
      }
    }
    return counted.byAppAndClass();
  }

  static WebApp counting(RequestObserver observer) {
    RequestFilter filter = RequestFilter.of(List.of("/app/*"), observer);
    return new WebApp().onStartup(context -> filter.register(context));
  }

  static RequestTelemetry telemetry(BlockyardMetrics metrics, @Nullable AppResolver resolver) {
    return new RequestTelemetry(
        metrics,
        app -> {},
        resolver == null ? null : new RequestTelemetry.Resolver(resolver, "example.Apps"),
        null);
  }
}
