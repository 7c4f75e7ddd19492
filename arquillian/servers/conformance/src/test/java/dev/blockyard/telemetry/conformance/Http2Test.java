package dev.blockyard.telemetry.conformance;

import io.opentelemetry.instrumentation.testing.junit.http.HttpServerTestOptions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet answers over HTTP/2, without TLS. */
class Http2Test extends HttpServerConformance {
  @Override
  protected void configure(HttpServerTestOptions options) {
    super.configure(options);
    options.useHttp2();
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Endpoints.answer(request, response);
  }
}
