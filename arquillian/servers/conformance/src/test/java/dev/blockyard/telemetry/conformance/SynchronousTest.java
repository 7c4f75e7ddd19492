package dev.blockyard.telemetry.conformance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet answers. */
class SynchronousTest extends HttpServerConformance {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Endpoints.answer(request, response);
  }
}
