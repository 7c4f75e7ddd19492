package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.testing.TraceTree;
import dev.blockyard.telemetry.tracing.Tracing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The trace of a request: its spans, their names and attributes. */
class RequestTracesTest extends RequestTraces {
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
