package dev.blockyard.telemetry.probe.troubled;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Calls the bean; it has the path at which the module would show its metrics. */
@WebServlet("/metrics")
public class EvictionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Evictions evictions;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    evictions.evict(new Evictions.LazyApp());
  }
}
