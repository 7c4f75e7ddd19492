package dev.blockyard.sample;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * All that the platform says to workers: probes, forwarded requests and WebSocket sessions. A
 * worker is code of a stranger, so every wait for it has an end.
 */
@ApplicationScoped
class WorkerClient {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  @Inject
  @ConfigProperty(name = "sample.answer-timeout", defaultValue = "PT1M")
  Duration answerTimeout;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_TIMEOUT)
          .build();

  boolean healthy(Worker worker) throws InterruptedException {
    HttpRequest probe = request(worker, "GET", "/health").timeout(PROBE_TIMEOUT).build();
    try {
      HttpResponse<InputStream> answer = http.send(probe, BodyHandlers.ofInputStream());
      answer.body().close(); // unread: the timeout ends with the head, and a body may have no end
      return answer.statusCode() == 200 && isFrom(worker, answer);
    } catch (IOException | RuntimeException e) { // of a malformed answer
      return false;
    }
  }

  /** Sends the request on and the answer back; a worker that does not answer is a 502. */
  @TimedProxyRequest
  void forward(
      @App HostedApp app,
      Worker worker,
      HttpRequest.Builder forwarded,
      ProxiedHeaders headers,
      HttpServletResponse response)
      throws IOException {
    HttpResponse<InputStream> answer;
    WorkerBody body;
    try {
      HttpRequest request = WorkerTracing.inject(forwarded.timeout(answerTimeout)).build();
      answer = http.send(request, BodyHandlers.ofInputStream());
      body = WorkerBody.begin(answer.body(), answerTimeout);
    } catch (HttpTimeoutException e) {
      response.sendError(
          HttpServletResponse.SC_GATEWAY_TIMEOUT, "The worker did not answer in time");
      return;
    } catch (IOException | IllegalArgumentException e) { // of a length that is no number
      response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker did not answer");
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Interrupted");
      return;
    }
    try (body) {
      if (!isFrom(worker, answer)) {
        response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker is gone");
      } else if (answer.statusCode() < 200 || answer.statusCode() > 599) {
        response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker's status is none");
      } else if (!headers.toClient(answer, response)) {
        response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker's headers are too long");
      } else {
        response.setStatus(answer.statusCode());
        body.transferTo(response.getOutputStream());
      }
    }
  }

  /**
   * Begins a request to a worker, which refuses it if it is not the one that is meant. Nothing is
   * sent once its process has ended, for another one may have the port by then.
   *
   * @param body empty, for none
   */
  static HttpRequest.Builder request(
      Worker worker, String method, String pathAndQuery, byte... body) {
    return HttpRequest.newBuilder(worker.uri("http", pathAndQuery))
        .header(ProxiedHeaders.WORKER, worker.id())
        .method(method, new WorkerRequestBody(worker, body));
  }

  /** The port of a worker that ended may belong to another one by now. */
  private static boolean isFrom(Worker worker, HttpResponse<?> answer) {
    return answer.headers().firstValue(ProxiedHeaders.WORKER).orElse("").equals(worker.id());
  }

  /** Makes the tunnel for a client's session. */
  Tunnel tunnelOf(Session client, Worker worker) {
    return new Tunnel(client, worker, answerTimeout);
  }

  /** Connects a client to a worker; the stage ends when their session does. */
  @TrackedSession
  CompletionStage<Void> openSession(@App HostedApp app, Worker worker, Tunnel tunnel) {
    WebSocket.Builder connection =
        http.newWebSocketBuilder()
            .connectTimeout(answerTimeout)
            .header(ProxiedHeaders.WORKER, worker.id());
    WorkerTracing.headers().forEach(connection::header);
    return connection
        .buildAsync(worker.uri("ws", "/ws"), tunnel)
        .thenCompose(connected -> tunnel.ended());
  }
}
