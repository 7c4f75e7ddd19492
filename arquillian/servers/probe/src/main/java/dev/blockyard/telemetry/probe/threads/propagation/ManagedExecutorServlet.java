package dev.blockyard.telemetry.probe.threads.propagation;

import dev.blockyard.telemetry.probe.threads.Spawner;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;

/** Has a worker spawned by an executor that it builds. */
@WebServlet("/app/threads/context-propagation")
public class ManagedExecutorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient Spawner spawner;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    ManagedExecutor executor =
        ManagedExecutor.builder().propagated(ThreadContext.ALL_REMAINING).build();
    try {
      executor.runAsync(spawner::spawn).get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new ServletException(e);
    } finally {
      executor.shutdown();
    }
  }
}
