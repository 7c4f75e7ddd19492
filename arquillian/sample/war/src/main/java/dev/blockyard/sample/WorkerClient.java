package dev.blockyard.sample;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** All that the platform says to workers: probes, forwarded requests and WebSocket sessions. */
@ApplicationScoped
class WorkerClient {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  /** Headers of one connection, which are no business of the next one. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_TIMEOUT)
          .build();

  boolean healthy(Worker worker) throws InterruptedException {
    URI health = worker.uri("http", "/health");
    HttpRequest probe = HttpRequest.newBuilder(health).timeout(PROBE_TIMEOUT).build();
    try {
      return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends the request on and the answer back; a worker that does not answer is a 502. */
  @TimedProxyRequest
  void forward(
      @App HostedApp app, URI target, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpRequest forwarded = copy(request, target);
    HttpResponse<InputStream> answer;
    try {
      answer = http.send(forwarded, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker did not answer");
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Interrupted");
      return;
    }
    try (InputStream body = answer.body()) {
      response.setStatus(answer.statusCode());
      answer.headers().map().entrySet().stream()
          .filter(header -> !isHopByHop(header.getKey()))
          .forEach(
              header ->
                  header.getValue().forEach(value -> response.addHeader(header.getKey(), value)));
      body.transferTo(response.getOutputStream());
    }
  }

  /** Connects a client to a worker; the stage ends when their session does. */
  @TrackedSession
  CompletionStage<Void> openSession(@App HostedApp app, Worker worker, Tunnel tunnel) {
    WebSocket.Builder connection = http.newWebSocketBuilder();
    WorkerTracing.headers().forEach(connection::header);
    return connection
        .buildAsync(worker.uri("ws", "/ws"), tunnel)
        .thenCompose(connected -> tunnel.ended());
  }

  private static HttpRequest copy(HttpServletRequest request, URI target) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    HttpRequest.Builder copy =
        HttpRequest.newBuilder(target)
            .method(
                request.getMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!isHopByHop(name)) {
        Collections.list(request.getHeaders(name)).forEach(value -> copy.header(name, value));
      }
    }
    return WorkerTracing.inject(copy).build();
  }

  private static boolean isHopByHop(String header) {
    return HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
  }
}
