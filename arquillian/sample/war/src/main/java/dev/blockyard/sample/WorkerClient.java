package dev.blockyard.sample;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletResponse;
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

/** All that the platform says to workers: probes, forwarded requests and WebSocket sessions. */
@ApplicationScoped
class WorkerClient {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PROBE_TIMEOUT)
          .build();

  boolean healthy(Worker worker) throws InterruptedException {
    HttpRequest probe = request(worker, "/health").timeout(PROBE_TIMEOUT).build();
    try {
      HttpResponse<Void> answer = http.send(probe, BodyHandlers.discarding());
      return answer.statusCode() == 200 && isFrom(worker, answer);
    } catch (IOException e) {
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
    try {
      HttpRequest request = WorkerTracing.inject(forwarded.timeout(ANSWER_TIMEOUT)).build();
      answer = http.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      response.sendError(
          HttpServletResponse.SC_GATEWAY_TIMEOUT, "The worker did not answer in time");
      return;
    } catch (IOException e) {
      response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker did not answer");
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Interrupted");
      return;
    }
    try (InputStream body = answer.body()) {
      if (!isFrom(worker, answer)) {
        response.sendError(HttpServletResponse.SC_BAD_GATEWAY, "The worker is gone");
        return;
      }
      response.setStatus(answer.statusCode());
      headers.toClient(answer.headers(), response);
      body.transferTo(response.getOutputStream());
    }
  }

  /** Begins a request to a worker, which refuses it if it is not the one that is meant. */
  static HttpRequest.Builder request(Worker worker, String pathAndQuery) {
    return HttpRequest.newBuilder(worker.uri("http", pathAndQuery))
        .header(ProxiedHeaders.WORKER, worker.id());
  }

  /** The port of a worker that ended may belong to another one by now. */
  private static boolean isFrom(Worker worker, HttpResponse<?> answer) {
    return answer.headers().firstValue(ProxiedHeaders.WORKER).orElse("").equals(worker.id());
  }

  /** Connects a client to a worker; the stage ends when their session does. */
  @TrackedSession
  CompletionStage<Void> openSession(@App HostedApp app, Worker worker, Tunnel tunnel) {
    WebSocket.Builder connection =
        http.newWebSocketBuilder().header(ProxiedHeaders.WORKER, worker.id());
    WorkerTracing.headers().forEach(connection::header);
    return connection
        .buildAsync(worker.uri("ws", "/ws"), tunnel)
        .thenCompose(connected -> tunnel.ended());
  }
}
