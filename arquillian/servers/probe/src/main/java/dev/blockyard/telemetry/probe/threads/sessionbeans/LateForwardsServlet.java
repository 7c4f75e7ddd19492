package dev.blockyard.telemetry.probe.threads.sessionbeans;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls the asynchronous session bean, and waits for it. */
@WebServlet("/app/threads/session-bean")
public class LateForwardsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient LateForwards forwards;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    CountDownLatch done = new CountDownLatch(1);
    forwards.forward(done);
    try {
      if (!done.await(60, TimeUnit.SECONDS)) {
        throw new ServletException("never called");
      }
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
  }
}
