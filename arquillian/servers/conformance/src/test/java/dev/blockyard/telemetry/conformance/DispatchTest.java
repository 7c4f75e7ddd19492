package dev.blockyard.telemetry.conformance;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Another thread has the request dispatched again. */
class DispatchTest extends HttpServerConformance {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) {
    String path = Endpoints.DISPATCHED + Endpoints.path(request);
    AsyncContext async = request.startAsync();
    async.start(() -> async.dispatch(path));
  }
}
