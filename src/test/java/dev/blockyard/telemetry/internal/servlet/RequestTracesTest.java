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
import dev.blockyard.telemetry.testing.TraceReceiver.Conduct;
import dev.blockyard.telemetry.testing.TraceTree;
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
import java.util.Map;
import java.util.Optional;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traces of requests to a deployment outside of a server, as a receiver gets them. */
@Timeout(60)
class RequestTracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String REFERENCE = "blockyard.telemetry.tracing.reference-attributes";

  private final TestDeployment deployment = new TestDeployment();
  private final TraceReceiver receiver = TraceReceiver.start();
  private final Log log = Log.open();

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
  private HttpResponse<String> send(
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

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    return send(Container.JETTY, receiver.endpoint(), method, path, headers);
  }

  private static WebApp app(WeldContainer cdi) {
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

  private Span server() {
    return receiver.spans().stream()
        .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
        .findAny()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void requestColdStartSpawnAndForwardAreOneTraceBelowTheClients(Container container)
      throws Exception {
    HttpResponse<String> answer =
        send(
            container,
            receiver.endpoint(),
            "GET",
            "/app/shop/cold?secret=1",
            "traceparent",
            "00-" + TRACE + "-" + PARENT + "-01",
            "tracestate",
            "vendor=1",
            "baggage",
            "tenant=a");

    assertThat(receiver.trees())
        .isEqualTo(
            """
            ^ SERVER GET /app/* 200 app=shop
              INTERNAL proxy.forward app=shop
              INTERNAL worker.cold_start app=shop
                INTERNAL worker.spawn app=shop
            """);
    assertThat(TraceTree.hex(server().getParentSpanId())).isEqualTo(PARENT);
    Map<String, String> attributes = TraceTree.attributes(server());
    assertThat(attributes.remove("server.port")).matches("\\d+");
    assertThat(attributes.remove("network.peer.port")).matches("\\d+");
    assertThat(attributes.remove("user_agent.original")).startsWith("Java-http-client/");
    assertThat(attributes)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("http.request.method", "GET"),
                Map.entry("http.route", "/app/*"),
                Map.entry("http.response.status_code", "200"),
                Map.entry("url.path", "/app/shop/cold"),
                Map.entry("url.query", "secret=1"),
                Map.entry("url.scheme", "http"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("client.address", "127.0.0.1"),
                Map.entry("network.peer.address", "127.0.0.1"),
                Map.entry("network.protocol.version", "1.1"),
                Map.entry("blockyard.app", "shop")));
    String forward =
        receiver.of(TRACE).stream()
            .filter(span -> span.getName().equals("proxy.forward"))
            .map(span -> TraceTree.hex(span.getSpanId()))
            .findAny()
            .orElseThrow();
    assertThat(answer.body())
        .contains("traceparent=00-" + TRACE + "-" + forward + "-01")
        .contains("tracestate=vendor=1")
        .contains("baggage=tenant=a");
    assertThat(log.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /app/resolved/x | SERVER GET /app/* 200 app=resolved
          GET  | /app/who/x      | SERVER GET /app/* 200
          HEAD | /app/shop/x     | SERVER HEAD /app/* 200 app=shop
          BREW | /app/shop/x     | SERVER HTTP /app/* 200 app=shop
          """)
  void spanIsNamedByMethodAndRoute(String method, String path, String span) throws Exception {
    send(method, path);

    assertThat(receiver.trees().lines().findFirst()).contains(span);
    assertThat(TraceTree.attributes(server()))
        .containsEntry("http.request.method", method.equals("BREW") ? "_OTHER" : method);
    if (method.equals("BREW")) {
      assertThat(TraceTree.attributes(server()))
          .containsEntry("http.request.method_original", "BREW");
    }
  }

  @Test
  void noPathIsInANameWhereNoServletIsMapped() throws Exception {
    System.setProperty("blockyard.telemetry.proxy.url-patterns", "/*");
    try {
      send("GET", "/nobody/knows/this");
    } finally {
      System.clearProperty("blockyard.telemetry.proxy.url-patterns");
    }
    assertThat(receiver.trees()).isEqualTo("SERVER GET 404\n");
    assertThat(TraceTree.attributes(server())).doesNotContainKey("http.route");
  }

  @ParameterizedTest
  @EnumSource
  void servletOfTheApplicationOnTheDefaultPatternIsARoute(Container container) throws Exception {
    System.setProperty("blockyard.telemetry.proxy.url-patterns", "/*");
    try (Tracing tracing = Tracing.start(receiver.endpoint());
        WeldContainer cdi = deployment.weld(Platform.class, Resolver.class).initialize();
        Running server =
            container.start(
                app(cdi).servlet("/", (request, response) -> response.setStatus(204)))) {
      assertThat(tracing).isNotNull();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.port() + "/x;jsessionid=SECRET?sig=S"))
              .build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(204);
    } finally {
      System.clearProperty("blockyard.telemetry.proxy.url-patterns");
    }
    assertThat(receiver.trees()).isEqualTo("SERVER GET /* 204\n");
    assertThat(TraceTree.attributes(server()))
        .containsEntry("url.path", "/x")
        .containsEntry("url.query", "sig=REDACTED");
  }

  @Test
  void attributesOfTheReferenceAreAddedOnDemand() throws Exception {
    System.setProperty(REFERENCE, "true");
    send("GET", "/app/shop/x");

    assertThat(TraceTree.attributes(server()))
        .containsEntry("http.method", "GET")
        .containsEntry("http.status_code", "200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void malformedTraceparentStartsATraceOfItsOwn(String traceparent) throws Exception {
    assertThat(send("GET", "/app/shop/x", "traceparent", traceparent).statusCode()).isEqualTo(200);

    assertThat(receiver.trees())
        .isEqualTo(
            """
            SERVER GET /app/* 200 app=shop
              INTERNAL proxy.forward app=shop
            """);
    assertThat(receiver.of(TRACE)).isEmpty();
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void largeBaggageIsNoProblem() throws Exception {
    String baggage = "key=" + "x".repeat(7_000);
    HttpResponse<String> answer = send("GET", "/app/shop/x", "baggage", baggage);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("baggage=" + baggage);
  }

  @Test
  void clientThatDoesNotSampleIsFollowed() throws Exception {
    HttpResponse<String> answer =
        send("GET", "/app/shop/x", "traceparent", "00-" + TRACE + "-" + PARENT + "-00");

    assertThat(answer.body()).matches("\\{traceparent=00-" + TRACE + "-\\w{16}-00}");
    assertThat(receiver.spans()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Conduct.class,
      names = {"REFUSES", "HOLDS"})
  void requestsAreServedWhateverTheReceiverDoes(Conduct conduct) throws Exception {
    try (TraceReceiver bad = TraceReceiver.start(conduct)) {
      HttpResponse<String> answer =
          send(Container.UNDERTOW, bad.endpoint(), "GET", "/app/shop/cold");

      assertThat(answer.statusCode()).isEqualTo(200);
    }
    assertThat(log.messages()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void withoutAnEndpointNothingIsSentAndTheContextTravels() throws Exception {
    HttpResponse<String> answer =
        send(
            Container.JETTY,
            "",
            "GET",
            "/app/shop/x",
            "traceparent",
            "00-" + TRACE + "-" + PARENT + "-01");

    assertThat(answer.body()).matches("\\{traceparent=00-" + TRACE + "-\\w{16}-01}");
    assertThat(answer.body()).doesNotContain(PARENT);
    assertThat(receiver.spans()).isEmpty();
  }

  @Test
  void whatIsOnIsSaidAtStart() throws Exception {
    send("GET", "/app/shop/x");

    String tracing = ", tracing http://" + receiver.endpoint();
    String backend = "BYT0016: metrics backend microprofile-metrics, endpoint ";
    assertThat(log.announced())
        .as("CDI starts first here, then the web application")
        .containsExactly(
            backend + "none yet, counted requests none yet" + tracing,
            backend + "/metrics, counted requests /app/*" + tracing);
  }
}
