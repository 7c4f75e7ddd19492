package dev.blockyard.sample;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Repeats a task at an interval, on a thread that keeps no JVM alive. */
final class Ticks implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Ticks::daemon);
  private final Callable<?> task;

  private Ticks(Callable<?> task) {
    this.task = task;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It only ends with the thread.
  static Ticks start(Duration interval, Callable<?> task) {
    Ticks ticks = new Ticks(task);
    long millis = interval.toMillis();
    ticks.thread.scheduleWithFixedDelay(ticks::tick, millis, millis, TimeUnit.MILLISECONDS);
    return ticks;
  }

  private void tick() {
    try {
      task.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // Thrown on, it would end all further ticks.
      System.getLogger(Ticks.class.getName()).log(System.Logger.Level.ERROR, "Tick failed", e);
    }
  }

  /** Makes a thread that keeps no JVM alive. */
  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "blockyard-sample");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
