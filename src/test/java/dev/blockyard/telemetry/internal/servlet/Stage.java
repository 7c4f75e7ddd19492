package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the threads of one request meet. */
final class Stage {
  private final CountDownLatch returned = new CountDownLatch(1);
  private final CountDownLatch counted = new CountDownLatch(1);
  private final List<FutureTask<?>> tasks = new ArrayList<>();
  private volatile @Nullable Thread held;

  /** What another thread does. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /**
   * Notices that the container's thread is through with the request, but for what comes after it
   * has told this listener.
   */
  ServletRequestListener signal() {
    return new ServletRequestListener() {
      @Override
      public void requestDestroyed(ServletRequestEvent event) {
        returned.countDown();
        if (Thread.currentThread() == held) {
          await(counted);
        }
      }
    };
  }

  /** Holds the container's thread, which is this one, there until the request has been counted. */
  void holdContainer() {
    held = Thread.currentThread();
  }

  void requestCounted() {
    counted.countDown();
  }

  /** Waits until the container's thread has left the handler and the filters. */
  void awaitReturn() {
    await(returned);
  }

  /** Does something on another thread, when the container's has left the handler. */
  void afterReturn(Task task) {
    start(new FutureTask<>(() -> after(returned, task)));
  }

  /** Does something on another thread, when the request has been counted. */
  void afterCount(Task task) {
    start(new FutureTask<>(() -> after(counted, task)));
  }

  /** Does something on another thread. */
  void inParallel(Task task) {
    start(new FutureTask<>(() -> done(task)));
  }

  /** Does something on another thread and waits for it. */
  void meanwhile(Task task) {
    FutureTask<?> future = new FutureTask<>(() -> done(task));
    start(future);
    join(future);
  }

  private synchronized void start(FutureTask<?> task) {
    tasks.add(task);
    new Thread(task, "stage").start();
  }

  private static Boolean after(CountDownLatch latch, Task task) throws Exception {
    await(latch);
    return done(task);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("10 s are over");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Boolean done(Task task) throws Exception {
    task.run();
    return true;
  }

  /** Waits for the threads; what they threw is thrown here. */
  synchronized void join() {
    tasks.forEach(Stage::join);
  }

  private static void join(FutureTask<?> task) {
    try {
      task.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
