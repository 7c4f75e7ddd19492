package dev.blockyard.sample;

import dev.blockyard.telemetry.ProxyRequest;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/** Forwards {@code /app/{name}/…} to a worker of that app. The telemetry filter counts it. */
@WebServlet("/app/*")
public class ProxyServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject transient Platform platform;
  @Inject transient WorkerPool pool;
  @Inject transient WorkerClient client;

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
    Worker worker;
    try {
      worker = pool.lease(app);
    } catch (IOException e) {
      log("No worker of " + app, e);
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "No worker could be started");
      return;
    }
    if (worker == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND, "The app was just replaced or deleted");
      return;
    }
    try {
      String query = request.getQueryString();
      URI target = worker.uri("http", path.rest() + (query == null ? "" : "?" + query));
      client.forward(app, target, request, response);
    } catch (IllegalArgumentException e) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "Not a URI");
    } finally {
      worker.release();
    }
  }
}
