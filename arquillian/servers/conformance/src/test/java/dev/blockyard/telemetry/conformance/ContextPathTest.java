package dev.blockyard.telemetry.conformance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet of an application that is not the root answers. */
class ContextPathTest extends HttpServerConformance {
  ContextPathTest() {
    super("/platform");
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Endpoints.answer(request, response);
  }
}
