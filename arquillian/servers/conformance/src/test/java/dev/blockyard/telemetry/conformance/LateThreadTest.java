package dev.blockyard.telemetry.conformance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A thread of the application answers, after all servlets and filters have returned. */
class LateThreadTest extends OtherThread {
  private static final String ANSWER = Answer.class.getName();

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(ANSWER, new Answer(request.startAsync()));
  }

  @Override
  void around(ServletRequest request, ServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (request.getAttribute(ANSWER) instanceof Answer answer) {
      new Thread(answer).start();
    }
  }
}
