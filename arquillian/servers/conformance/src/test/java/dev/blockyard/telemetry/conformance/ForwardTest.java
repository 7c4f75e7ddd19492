package dev.blockyard.telemetry.conformance;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet forwards the request to another one. */
class ForwardTest extends HttpServerConformance {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path = Endpoints.DISPATCHED + Endpoints.path(request);
    request.getRequestDispatcher(path).forward(request, response);
  }
}
