package dev.blockyard.telemetry.probe.misuse;

import dev.blockyard.telemetry.TimedProxyRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A servlet that CDI finds, though it is not CDI that calls it. */
@ApplicationScoped
@WebServlet("/scoped")
public class ScopedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  @TimedProxyRequest
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
}
