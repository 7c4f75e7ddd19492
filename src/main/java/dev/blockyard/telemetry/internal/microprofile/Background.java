package dev.blockyard.telemetry.internal.microprofile;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks on a daemon thread, which exists only while there are tasks. */
final class Background {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LAST_TASK = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor executor;

  /** Creates a thread that has the caller's context class loader. */
  Background() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    executor =
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
  }

  /** Runs a task, which must not throw, as soon as possible. */
  void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      // the deployment has ended
    }
  }

  /** Runs a task, which must not throw, again and again until {@link #close()}. */
  @SuppressWarnings("FutureReturnValueIgnored") // the task does not throw
  void repeat(Runnable task, Duration pause) {
    executor.scheduleWithFixedDelay(
        task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends the thread and discards tasks that have not started. */
  void close() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(LAST_TASK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
