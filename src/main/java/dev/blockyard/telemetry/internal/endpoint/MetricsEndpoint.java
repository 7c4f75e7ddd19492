package dev.blockyard.telemetry.internal.endpoint;

import dev.blockyard.telemetry.internal.config.EndpointAccess;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.internal.microprofile.SmallRyeText;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Shows all metrics of the application as Prometheus text 0.0.4, to those who may read them
 * (contract, section 7).
 */
public final class MetricsEndpoint extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient EndpointGuard guard;

  public MetricsEndpoint(EndpointAccess access) {
    this.guard = new EndpointGuard(access);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    int refusal = guard.refusal(request, response);
    if (response.isCommitted()) {
      return; // the container has asked for credentials
    }
    if (refusal != 0) {
      refuse(response, refusal);
      return;
    }
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    if (method.equals("GET")) {
      OutputStream out = response.getOutputStream();
      Optional<MetricsText> text = SmallRyeText.find();
      if (text.isPresent()) {
        text.get().write(out, request.getHeader("Accept"), Set.of());
      }
    }
  }

  private void refuse(HttpServletResponse response, int status) throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.getWriter().println(Message.BYT0014.text(EndpointAccess.ACCESS, guard.access()));
  }
}
