package dev.blockyard.telemetry.conformance;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A thread of the container's answers. */
class AsynchronousTest extends OtherThread {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.start(new Answer(async));
  }
}
