package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.internal.deployment.TelemetryInitializer;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.tracing.Tracing;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Requests to a deployment outside of a server, and their traces, as a receiver gets them. */
@Timeout(60)
abstract class RequestTraces {
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  static final String PARENT = "00f067aa0ba902b7";
  static final String REFERENCE = "blockyard.telemetry.tracing.reference-attributes";

  final TestDeployment deployment = new TestDeployment();
  final TraceReceiver receiver = TraceReceiver.start();
  final Log log = Log.open();

  @BeforeEach
  void noReferenceAttributes() {
    System.clearProperty(REFERENCE);
  }

  @AfterEach
  void close() {
    System.clearProperty(REFERENCE);
    log.close();
    receiver.close();
    deployment.close();
  }

  @ApplicationScoped
  static class Platform {
    @TimedColdStart
    @CountedWorkerSpawn
    void launch() {}

    @TimedProxyRequest
    String forward() {
      return WorkerTracing.headers().toString();
    }
  }

  /** Knows one app, by its path. */
  @ApplicationScoped
  static class Resolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.ofNullable(request.getPathInfo())
          .filter(path -> path.startsWith("/resolved"))
          .map(path -> "resolved");
    }
  }

  /** Sends one request to a deployment of its own; its spans have arrived when this returns. */
  HttpResponse<String> send(
      Container container, String endpoint, String method, String path, String... headers)
      throws Exception {
    try (Tracing tracing = Tracing.start(endpoint);
        WeldContainer cdi = deployment.weld(Platform.class, Resolver.class).initialize();
        Running server = container.start(app(cdi))) {
      assertThat(tracing).isNotNull();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .method(method, BodyPublishers.noBody());
      if (headers.length > 0) {
        request.headers(headers);
      }
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
  }

  HttpResponse<String> send(String method, String path, String... headers) throws Exception {
    return send(Container.JETTY, receiver.endpoint(), method, path, headers);
  }

  static WebApp app(WeldContainer cdi) {
    Platform platform = cdi.select(Platform.class).get();
    return new WebApp()
        .onStartup(context -> new TelemetryInitializer().onStartup(null, context))
        .servlet(
            "/app/*",
            (request, response) -> {
              if (request.getPathInfo().startsWith("/shop")) {
                ProxyRequest.resolved(request, "shop");
              }
              if (request.getPathInfo().endsWith("/cold")) {
                platform.launch();
              }
              response.getWriter().print(platform.forward());
            })
        .servlet("*.exact", (request, response) -> response.setStatus(204));
  }

  Span server() {
    return receiver.spans().stream()
        .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
        .findAny()
        .orElseThrow();
  }
}
