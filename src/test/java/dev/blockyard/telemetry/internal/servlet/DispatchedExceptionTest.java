package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.internal.servlet.Handlers.fail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the handler of an asynchronous dispatch throws is what the user's filters get. */
@Timeout(60)
class DispatchedExceptionTest {
  private final CompletableFuture<Throwable> caught = new CompletableFuture<>();

  @ParameterizedTest
  @EnumSource
  void anExceptionThatFailsToSayItsCauseStaysTheSame(Container container) throws Exception {
    RuntimeException thrown = new Handlers.Rootless();
    try (CountedRequests counted = new CountedRequests();
        TestSpans traced = new TestSpans()) {
      RequestFilter filter =
          RequestFilter.of(
              List.of("/app/*"),
              new RequestObserver(
                  new RequestTelemetry(counted.metrics(), app -> {}, null, traced.spans())));
      WebApp app =
          new WebApp()
              .onStartup(this::catchDispatched)
              .onStartup(filter::register)
              .servlet("/app/*", (request, response) -> request.startAsync().dispatch("/failing"))
              .servlet("/failing", (request, response) -> fail(thrown));
      try (Running server = container.start(app)) {
        Client.http("GET", "/app/page").send(server.port()).rest().close();
        counted.await();
      }
      assertThat(caught.get(10, TimeUnit.SECONDS)).isSameAs(thrown);
      assertThat(counted.byAppAndClass()).isEqualTo(Map.of("unknown 5xx", 1L));
      traced.await("unknown 5xx");
    }
  }

  /** Around the module's own filter, which is the last. */
  private void catchDispatched(ServletContext context) {
    Filter catching =
        (request, response, chain) -> {
          try {
            chain.doFilter(request, response);
          } catch (Throwable t) {
            caught.complete(t);
            throw t;
          }
        };
    FilterRegistration.Dynamic registration = context.addFilter("catching", catching);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.ASYNC), false, "/*");
  }
}
