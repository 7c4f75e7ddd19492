package dev.blockyard.telemetry.internal.endpoint;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.internal.config.EndpointAccess;
import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.internal.prometheus.PrometheusBackend;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** The endpoint in a container, and requests to it. */
final class Endpoint {
  static final EndpointAccess LOOPBACK = new EndpointAccess(Kind.LOOPBACK, "");
  static final EndpointAccess OPEN = new EndpointAccess(Kind.OPEN, "");

  private Endpoint() {}

  static Optional<MetricsText> text() {
    return PrometheusBackend.create(TelemetryConfig.load()).text();
  }

  static HttpResponse<String> on(
      Container container, EndpointAccess access, String method, String... headers)
      throws Exception {
    try (Running server = container.start(serving(access, Endpoint::text))) {
      return send(server, method, headers);
    }
  }

  static WebApp serving(EndpointAccess access, Supplier<Optional<MetricsText>> text) {
    return new WebApp()
        .onStartup(
            context ->
                context
                    .addServlet("metrics", new MetricsEndpoint(access, text))
                    .addMapping("/metrics"));
  }

  static URI uri(Running server, String query) {
    return URI.create("http://127.0.0.1:" + server.port() + "/metrics" + query);
  }

  static HttpResponse<String> send(Running server, String method, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(server, "")).method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return Client.HTTP.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
