package dev.blockyard.telemetry.conformance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The servlet has the request dispatched again as soon as it returns. */
class ImmediateDispatchTest extends HttpServerConformance {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) {
    String path = Endpoints.DISPATCHED + Endpoints.path(request);
    request.startAsync().dispatch(path);
  }
}
