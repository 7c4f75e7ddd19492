package dev.blockyard.telemetry.probe.troubled;

import dev.blockyard.telemetry.tracing.Tracing;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Has the path at which the module would show its metrics. */
@WebServlet("/metrics")
public class TroubledServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Evictions evictions;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    evictions.evict(new Evictions.LazyApp());
  }

  /** Starts tracing without the libraries that this takes, and answers with what it is told. */
  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Tracing.start("http://localhost:4317").close();
    } catch (RuntimeException e) {
      response.getWriter().println(e.getMessage());
    }
  }
}
