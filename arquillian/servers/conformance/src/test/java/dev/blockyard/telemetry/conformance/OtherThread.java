package dev.blockyard.telemetry.conformance;

import io.opentelemetry.instrumentation.testing.junit.http.HttpServerTestOptions;

/** A thread of which the module is told nothing answers. */
abstract class OtherThread extends HttpServerConformance {
  /** An exception on such a thread stays there: the span has the status, and no exception. */
  @Override
  protected void configure(HttpServerTestOptions options) {
    super.configure(options);
    options.setHasExceptionOnServerSpan(endpoint -> false);
  }
}
