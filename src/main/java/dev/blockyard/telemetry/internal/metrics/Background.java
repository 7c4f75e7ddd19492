package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the metrics do what no request shall wait for. There is a thread only while there is
 * something to do.
 */
final class Background {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LAST_TASK = Duration.ofSeconds(5);

  private final @Nullable ScheduledThreadPoolExecutor executor;

  private Background(@Nullable ScheduledThreadPoolExecutor executor) {
    this.executor = executor;
  }

  /** Returns one that does everything on the caller's thread. */
  static Background none() {
    return new Background(null);
  }

  /** Returns one with a thread of its own, which has the caller's context class loader. */
  static Background thread() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "blockyard-telemetry");
              thread.setDaemon(true);
              thread.setContextClassLoader(application);
              return thread;
            });
    executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    executor.allowCoreThreadTimeOut(true);
    return new Background(executor);
  }

  /** Does something soon, or at once where there is no thread. */
  void execute(Runnable task) {
    if (executor == null) {
      task.run();
      return;
    }
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // the deployment is over
    }
  }

  /** Does something over and over until the end; nothing where there is no thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // tasks say themselves what fails
  void repeat(Runnable task, Duration pause) {
    if (executor != null) {
      executor.scheduleWithFixedDelay(
          task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the thread; what it has not begun, it does not do. */
  void close() {
    if (executor == null) {
      return;
    }
    executor.shutdownNow();
    try {
      executor.awaitTermination(LAST_TASK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
