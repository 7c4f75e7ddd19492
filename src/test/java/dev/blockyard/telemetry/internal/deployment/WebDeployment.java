package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import io.smallrye.metrics.SharedMetricRegistries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The whole jar in a servlet container beside Weld, as its user has it, on SmallRye Metrics. */
final class WebDeployment implements AutoCloseable {
  static final String PREFIX = "blockyard.telemetry.";

  private final Set<String> configured = new HashSet<>();

  void configure(String key, String value) {
    configured.add(PREFIX + key);
    System.setProperty(PREFIX + key, value);
  }

  @Override
  public void close() {
    configured.forEach(System::clearProperty);
    SharedMetricRegistries.getOrCreate("application").removeMatching(MetricFilter.ALL);
  }

  static WeldContainer cdi(Class<?>... beans) {
    return new Weld()
        .property(Weld.SHUTDOWN_HOOK_SYSTEM_PROPERTY, false)
        .addBeanClasses(beans)
        .initialize();
  }

  /** Resolves app1 for /app/known… and nothing else. */
  static WebApp app() {
    return withModule(new WebApp())
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

  /** Has a servlet of its own where the module's endpoint would be. */
  static WebApp appWithOwnMetricsPage() {
    return withModule(
        new WebApp()
            .servlet("/metrics", (request, response) -> response.getWriter().print("mine")));
  }

  /** Runs the module's initializer after what is there. */
  static WebApp withModule(WebApp app) {
    return app.onStartup(context -> new TelemetryInitializer().onStartup(null, context));
  }

  static List<String> requests(Running server) throws IOException, InterruptedException {
    return get(server, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("blockyard_proxy_requests_total"))
        .toList();
  }

  static HttpResponse<String> get(Running server, String path)
      throws IOException, InterruptedException {
    return Client.HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
