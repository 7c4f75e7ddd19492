package dev.blockyard.telemetry.internal.deployment;

import static dev.blockyard.telemetry.internal.deployment.WebDeployment.app;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.appWithOwnMetricsPage;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.withModule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.ServletException;
import java.util.Set;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.environment.servlet.EnhancedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The start line states what was registered, and a warning what was not. */
class StartLineTest {
  private static final String BEFORE_SERVLETS =
      "BYT0016: metrics backend prometheus, endpoint none yet, counted requests none yet,"
          + " tracing none";

  private final WebDeployment deployment = new WebDeployment();
  private final Log logged = Log.open();

  @AfterEach
  void nothingIsLeft() {
    logged.close();
    deployment.close();
  }

  private static WeldContainer cdi(Class<?>... beans) {
    return TestDeployment.withoutRegistry(beans).initialize();
  }

  /** Starts CDI with the web application, behind what is there. */
  static WebApp withCdi(WebApp app) {
    return app.onStartup(
        context -> {
          try {
            new EnhancedListener().onStartup(Set.of(), context);
          } catch (ServletException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void statesWhatIsRegisteredWhereTheServletContainerStartsLast(Container container)
      throws Exception {
    deployment.configure("proxy.url-patterns", "/app/*,/apps/*");
    deployment.configure("metrics.path", "/ops");
    try (WeldContainer cdi = cdi();
        Running server = container.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(server.port()).isPositive();
    }
    assertThat(logged.announced())
        .containsExactly(
            BEFORE_SERVLETS,
            "BYT0016: metrics backend prometheus, endpoint /ops, counted requests"
                + " /app/*,/apps/*, tracing none");
    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void statesItOnceWhereCdiStartsWithTheWebApplication(Container container) throws Exception {
    try (Running server = container.start(withCdi(app()))) {
      assertThat(WebDeployment.get(server, "/metrics").statusCode()).isEqualTo(200);
    }
    assertThat(logged.announced())
        .containsExactly(
            "BYT0016: metrics backend microprofile-metrics, endpoint /metrics, counted requests"
                + " /app/*, tracing none");
    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void statesItOnceWhereCdiStartsBeforeTheModulesInitializerRuns(Container container)
      throws Exception {
    try (Running server = container.start(withModule(withCdi(new WebApp())))) {
      assertThat(WebDeployment.get(server, "/metrics").statusCode()).isEqualTo(200);
    }
    assertThat(logged.announced())
        .containsExactly(
            "BYT0016: metrics backend microprofile-metrics, endpoint /metrics, counted requests"
                + " /app/*, tracing none");
    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void warnsWhereTheContainerDidNotRunTheInitializer(Container container) throws Exception {
    try (Running server = container.start(withCdi(new WebApp()))) {
      assertThat(server.port()).isPositive();
    }
    assertThat(logged.announced())
        .containsExactly(
            "BYT0016: metrics backend microprofile-metrics, endpoint none of its own, counted"
                + " requests none, tracing none");
    assertThat(logged.messages()).singleElement().asString().startsWith("BYT0069: ");
  }

  @Test
  void doesNotWarnWhereNoRequestsAreToBeCounted() throws Exception {
    deployment.configure("proxy.url-patterns", "none");
    try (Running server = Container.JETTY.start(withCdi(new WebApp()))) {
      assertThat(server.port()).isPositive();
    }
    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void statesNoEndpointWhereThePathIsTaken() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(appWithOwnMetricsPage())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(server.port()).isPositive();
    }
    assertThat(logged.announced()).last().asString().contains("endpoint none of its own, ");
    assertThat(logged.messages()).singleElement().asString().startsWith("BYT0009: ");
  }

  @ApplicationScoped
  static class Exporting {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return OpenTelemetrySdk.builder().build();
    }
  }

  @Test
  void leavesThePathToTheApplicationWhereTheBackendHasNoText() throws Exception {
    System.setProperty("otel.sdk.disabled", "false");
    WebApp app =
        withModule(
            new WebApp().servlet("/*", (request, response) -> response.getWriter().print("mine")));
    try (WeldContainer cdi = cdi(Exporting.class);
        Running server = Container.JETTY.start(app)) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(WebDeployment.get(server, "/metrics").body()).isEqualTo("mine");
    } finally {
      System.clearProperty("otel.sdk.disabled");
    }
    assertThat(logged.announced())
        .last()
        .asString()
        .startsWith("BYT0016: metrics backend opentelemetry, endpoint none of its own, ");
  }

  @Test
  void saysNothingWhenSwitchedOff() throws Exception {
    deployment.configure("enabled", "false");
    try (Running server = Container.JETTY.start(withCdi(app()))) {
      assertThat(server.port()).isPositive();
    }
    assertThat(logged.announced()).isEmpty();
    assertThat(logged.messages()).isEmpty();
  }
}
