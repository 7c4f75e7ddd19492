package dev.blockyard.telemetry.internal.deployment;

import static dev.blockyard.telemetry.internal.deployment.WebDeployment.app;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.cdi;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.get;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the initializer registers for requests. */
@Timeout(60)
class TelemetryInitializerTest {
  private final WebDeployment deployment = new WebDeployment();
  private final Log warnings = Log.open();

  @AfterEach
  void clear() {
    warnings.close();
    deployment.close();
  }

  @Test
  void requestsToAppsAreCountedWithoutConfiguration() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      get(server, "/app/known");
      get(server, "/other");

      assertThat(cdi.isRunning()).isTrue();
      assertThat(requests(server))
          .containsExactly("blockyard_proxy_requests_total{app=\"app1\",status=\"2xx\",} 1.0");
    }
  }

  @Test
  void patternsAreConfigured() throws Exception {
    deployment.configure("proxy.url-patterns", "/other, *.html");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      get(server, "/app/known");
      get(server, "/other");
      get(server, "/app/known.html");

      assertThat(cdi.isRunning()).isTrue();
      assertThat(requests(server))
          .containsExactlyInAnyOrder(
              "blockyard_proxy_requests_total{app=\"unknown\",status=\"2xx\",} 1.0",
              "blockyard_proxy_requests_total{app=\"app1\",status=\"2xx\",} 1.0");
    }
  }

  @Test
  void noFilterWherePatternsAreNone() throws Exception {
    deployment.configure("proxy.url-patterns", "none");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
      assertThat(cdi.isRunning()).isTrue();
      assertThat(requests(server)).isEmpty();
    }
  }

  @Test
  void nothingIsRegisteredWhereDisabled() throws Exception {
    deployment.configure("enabled", "false");
    WebApp app =
        app()
            .onStartup(
                context -> {
                  assertThat(context.getFilterRegistrations()).isEmpty();
                  assertThat(context.getServletRegistrations().keySet())
                      .noneMatch(name -> name.startsWith("blockyard"));
                });
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app)) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void asyncIsSupported() throws Exception {
    WebApp app =
        app().servlet("/app/async", (request, response) -> request.startAsync().complete());
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app)) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/app/async").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void resolverIsFound() throws Exception {
    try (WeldContainer cdi = cdi(Resolver.class);
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      get(server, "/app/anything");

      assertThat(requests(server))
          .containsExactly("blockyard_proxy_requests_total{app=\"resolved\",status=\"2xx\",} 1.0");
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void annotatedServletFailsTheDeploymentWhereTheModuleIsOn(String enabled, boolean fails)
      throws Exception {
    deployment.configure("enabled", enabled);
    WebApp app =
        new WebApp()
            .onStartup(
                context -> new TelemetryInitializer().onStartup(Set.of(Annotated.class), context));
    Throwable failure = catchThrowable(() -> Container.JETTY.start(app).close());
    if (fails) {
      assertThat(failure).hasStackTraceContaining("BYT0023: " + Annotated.class.getName());
    } else {
      assertThat(failure).isNull();
    }
  }

  @SuppressWarnings("serial")
  @TimedProxyRequest
  static class Annotated extends HttpServlet {}

  @Test
  void requestsAreServedUncountedWithoutCdi() throws Exception {
    try (Running server = Container.JETTY.start(app())) {
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
      assertThat(warnings.messages()).singleElement().asString().startsWith("BYT0010");
      assertThat(requests(server)).isEmpty();
    }
  }

  @ApplicationScoped
  static class Resolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.of("resolved");
    }
  }
}
