package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Log;
import io.smallrye.metrics.SharedMetricRegistries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole jar in a servlet container beside Weld, as its user has it. */
@Timeout(60)
class TelemetryInitializerTest {
  private static final String PREFIX = "blockyard.telemetry.";

  private final Set<String> configured = new HashSet<>();
  private final Log warnings = Log.open();

  @AfterEach
  void clear() {
    warnings.close();
    configured.forEach(System::clearProperty);
    SharedMetricRegistries.getOrCreate("application").removeMatching(MetricFilter.ALL);
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
  void ownSeriesHaveNeitherScopeNorMaximumAndOthersKeepThem() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      SharedMetricRegistries.getOrCreate("application").counter("the_users_own").inc();
      assertThat(cdi.isRunning()).isTrue();

      List<String> lines = get(server, "/metrics").body().lines().toList();

      assertThat(lines).contains("the_users_own_total{mp_scope=\"application\",} 1.0");
      assertThat(lines)
          .filteredOn(line -> line.startsWith("blockyard_"))
          .isNotEmpty()
          .noneMatch(line -> line.contains("mp_scope") || line.contains("_max"));
    }
  }

  @Test
  void theReferencesEventsGiveTheReferencesSamplesAtTheEndpoint() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      BlockyardMetrics metrics = cdi.select(BlockyardMetrics.class).get();
      metrics.workerSpawned();
      metrics.workerSpawned();
      metrics.workerStopped(StopReason.IDLE_TIMEOUT);
      metrics.healthCheckFailed("app1");
      metrics.workersByState(3, 0, 0);
      metrics.coldStarted(Duration.ofMillis(1500));
      metrics.proxyRequestForwarded(Duration.ofMillis(50));
      metrics.bundleRestored(Duration.ofSeconds(30));
      get(server, "/app/known");
      get(server, "/app/missing");

      Exposition shown = Exposition.parse(get(server, "/metrics").body());
      assertThat(shown.samples()).containsAllEntriesOf(Exposition.ofReference().samples());
      assertThat(shown.samples().keySet()).allMatch(sample -> sample.startsWith("blockyard_"));
    }
  }

  @Test
  void patternsAreConfigured() throws Exception {
    configure("proxy.url-patterns", "/other, *.html");
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
    configure("proxy.url-patterns", "none");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
      assertThat(cdi.isRunning()).isTrue();
      assertThat(requests(server)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"enabled,false", "metrics.backend,none", "metrics.path,none"})
  void noEndpoint(String key, String value) throws Exception {
    configure(key, value);
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void nothingIsRegisteredWhereDisabled() throws Exception {
    configure("enabled", "false");
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
  void endpointMovesToConfiguredPath() throws Exception {
    configure("metrics.path", "/internal/prometheus");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/internal/prometheus").body()).contains("blockyard_workers_active");
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void accessIsConfigured() throws Exception {
    configure("metrics.access", "token");
    configure("metrics.token", "s3cret");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(401);
      assertThat(warnings.messages()).noneMatch(message -> message.contains("s3cret"));
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

  @Test
  void twoResolversFailTheDeployment() {
    assertThatThrownBy(() -> cdi(Resolver.class, OtherResolver.class))
        .hasStackTraceContaining("BYT0008")
        .hasStackTraceContaining(Resolver.class.getName())
        .hasStackTraceContaining(OtherResolver.class.getName());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void annotatedServletFailsTheDeploymentWhereTheModuleIsOn(String enabled, boolean fails)
      throws Exception {
    configure("enabled", enabled);
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

  @Test
  void applicationKeepsItsOwnServletOnTheEndpointsPath() throws Exception {
    WebApp taken =
        new WebApp()
            .servlet("/metrics", (request, response) -> response.getWriter().print("mine"))
            .onStartup(context -> new TelemetryInitializer().onStartup(null, context));
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(taken)) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").body()).isEqualTo("mine");
      assertThat(warnings.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0009")
          .contains("/metrics");
    }
  }

  private void configure(String key, String value) {
    configured.add(PREFIX + key);
    System.setProperty(PREFIX + key, value);
  }

  private static WeldContainer cdi(Class<?>... beans) {
    return new Weld()
        .property(Weld.SHUTDOWN_HOOK_SYSTEM_PROPERTY, false)
        .addBeanClasses(beans)
        .initialize();
  }

  /** Resolves app1 for /app/known… and nothing else. */
  private static WebApp app() {
    return new WebApp()
        .onStartup(context -> new TelemetryInitializer().onStartup(null, context))
        .servlet("/other", (request, response) -> response.getWriter().print("other"))
        .servlet(
            "/app/*",
            (request, response) -> {
              if (request.getPathInfo().startsWith("/known")) {
                ProxyRequest.resolved(request, "app1");
              }
              if (request.getPathInfo().equals("/missing")) {
                response.setStatus(404);
              }
              response.getWriter().print("fine");
            });
  }

  private static List<String> requests(Running server) throws Exception {
    return get(server, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("blockyard_proxy_requests_total"))
        .toList();
  }

  private static HttpResponse<String> get(Running server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @ApplicationScoped
  static class Resolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.of("resolved");
    }
  }

  @ApplicationScoped
  static class OtherResolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.empty();
    }
  }
}
