package dev.blockyard.telemetry.conformance;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet includes another one, and decides about the status itself. */
class IncludeTest extends HttpServerConformance {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path = Endpoints.DISPATCHED + Endpoints.path(request);
    request.getRequestDispatcher(path).include(request, response);
    Endpoints.status(Endpoints.of(request), response);
  }

  @Override
  void answerDispatched(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Endpoints.answerIncluded(request, response);
  }
}
