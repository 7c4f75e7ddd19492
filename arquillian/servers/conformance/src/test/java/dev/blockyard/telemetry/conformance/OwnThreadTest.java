package dev.blockyard.telemetry.conformance;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A thread of the application answers, before the servlet returns. */
class OwnThreadTest extends OtherThread {
  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    Thread thread = new Thread(new Answer(request.startAsync()));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
  }
}
