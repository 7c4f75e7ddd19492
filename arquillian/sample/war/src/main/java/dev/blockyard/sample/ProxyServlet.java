package dev.blockyard.sample;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Forwards {@code /app/{name}/…} to a worker of that app. The telemetry filter counts it. */
@WebServlet("/app/*")
public class ProxyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** A body is in memory until the worker has it. */
  private static final int MAX_BODY_BYTES = 1 << 20;

  @Inject transient Platform platform;
  @Inject transient WorkerPool pool;
  @Inject transient WorkerClient client;
  @Inject transient Hosts hosts;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AppPath path = AppPath.of(request);
    HostedApp app = platform.find(path.app());
    if (app == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND, "No such app");
      return;
    }
    ProxyRequest.resolved(request, app.name());
    byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "Too large a body");
      return;
    }
    Worker worker = lease(app, response);
    if (worker == null) {
      return;
    }
    try {
      forward(app, worker, path, body, request, response);
    } finally {
      worker.release();
    }
  }

  private void forward(
      HostedApp app,
      Worker worker,
      AppPath path,
      byte[] body,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    ProxiedHeaders headers =
        new ProxiedHeaders(request, app.name(), hosts.isOwnHost(app.name(), request));
    HttpRequest.Builder forwarded;
    try {
      forwarded =
          WorkerClient.request(
              worker, request.getMethod(), path.rest() + (query == null ? "" : "?" + query), body);
      headers.toWorker(request, forwarded);
    } catch (IllegalArgumentException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "It cannot be forwarded as it is");
      return;
    }
    client.forward(app, worker, forwarded, headers, response);
  }

  /** Returns a worker, or answers the request and returns null. */
  private @Nullable Worker lease(HostedApp app, HttpServletResponse response) throws IOException {
    try {
      Worker worker = pool.lease(app);
      if (worker == null) {
        response.sendError(
            HttpServletResponse.SC_NOT_FOUND, "The app was just replaced or deleted");
      }
      return worker;
    } catch (RejectedExecutionException e) {
      response.setHeader("Retry-After", "10");
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "No worker is free");
    } catch (IOException e) {
      log("No worker of " + app + ": " + e); // visitors can cause as many as they like
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "No worker could be started");
    }
    return null;
  }
}
