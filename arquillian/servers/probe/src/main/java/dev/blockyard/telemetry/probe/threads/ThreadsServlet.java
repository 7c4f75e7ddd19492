package dev.blockyard.telemetry.probe.threads;

import io.opentelemetry.context.Context;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Has a worker spawned on another thread, in the way that its path names, and waits for it. */
@ContextServiceDefinition(name = "java:app/every-context")
@ManagedExecutorDefinition(name = "java:app/executor", context = "java:app/every-context")
@WebServlet("/app/threads/*")
public class ThreadsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource
  @SuppressWarnings("NullAway.Init")
  private transient ManagedExecutorService executor;

  @Resource(lookup = "java:app/executor")
  @SuppressWarnings("NullAway.Init")
  private transient ManagedExecutorService ownExecutor;

  @Resource
  @SuppressWarnings("NullAway.Init")
  private transient ManagedScheduledExecutorService scheduler;

  @Resource
  @SuppressWarnings("NullAway.Init")
  private transient ManagedThreadFactory threads;

  @Inject transient Spawner spawner;
  @Inject transient Forwards forwards;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      start(request.getPathInfo()).get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private Future<?> start(String way) throws ServletException {
    return switch (way) {
      case "/managed-executor" -> executor.submit(spawner::spawn);
      case "/own-executor" -> ownExecutor.submit(spawner::spawn);
      case "/managed-stage" -> executor.completedFuture("done").thenRunAsync(spawner::spawn);
      case "/managed-schedule" -> scheduler.schedule(spawner::spawn, 1, TimeUnit.MILLISECONDS);
      case "/managed-thread" -> {
        CompletableFuture<Void> done = new CompletableFuture<>();
        threads.newThread(() -> spawn(done)).start();
        yield done;
      }
      case "/concurrency" -> forwards.concurrency();
      case "/fault-tolerance" -> forwards.faultTolerance().toCompletableFuture();
      case "/common-pool" -> CompletableFuture.runAsync(spawner::spawn);
      case "/common-pool-wrapped" ->
          CompletableFuture.runAsync(Context.current().wrap(spawner::spawn));
      default -> throw new ServletException("no such way");
    };
  }

  private void spawn(CompletableFuture<Void> done) {
    spawner.spawn();
    done.complete(null);
  }
}
