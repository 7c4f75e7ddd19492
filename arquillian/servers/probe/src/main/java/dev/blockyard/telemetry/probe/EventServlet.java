package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Lets the event happen that its path names. */
@WebServlet("/events/*")
public class EventServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient BlockyardMetrics metrics;
  @Inject transient Workers workers;
  @Inject transient Forwarder forwarder;
  @Inject transient Visit visit;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getPathInfo()) {
      case "/script" -> script();
      case "/spawn" -> workers.spawn();
      case "/cold-start" -> workers.coldStart(true);
      case "/failed-start" -> workers.coldStart(false);
      case "/stop" -> workers.stop(StopReason.IDLE_TIMEOUT, true);
      case "/stop-again" -> workers.stop(StopReason.IDLE_TIMEOUT, false);
      case "/evict" -> workers.evict("shop");
      case "/reconcile" -> workers.reconcile();
      case "/forward" -> forwarder.forward();
      case "/forward-later" -> forwarder.forwardLater();
      case "/enter" -> visit.enter();
      case "/leave" -> visit.leave();
      case "/flood" -> flood();
      case "/forget" -> metrics.forgetApp("runtime-exception");
      case "/background" -> new Thread(() -> metrics.healthCheckFailed("background")).start();
      default -> throw new ServletException("no such event");
    }
  }

  /** Requests of more apps and statuses than OpenTelemetry keeps series by default. */
  private void flood() {
    for (int app = 0; app < 450; app++) {
      for (int status = 100; status < 600; status += 100) {
        metrics.proxyRequest("flood" + app, status);
      }
    }
  }

  /** What happened before the reference wrote its text; the requests come from outside. */
  private void script() {
    metrics.workerSpawned();
    metrics.workerSpawned();
    metrics.workerStopped(StopReason.IDLE_TIMEOUT);
    metrics.healthCheckFailed("app1");
    metrics.workersByState(3, 0, 0);
    metrics.coldStarted(Duration.ofMillis(1_500));
    metrics.proxyRequestForwarded(Duration.ofMillis(50));
    metrics.bundleRestored(Duration.ofSeconds(30));
  }
}
