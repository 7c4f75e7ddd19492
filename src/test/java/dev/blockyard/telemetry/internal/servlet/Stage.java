package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Where the threads of one request meet. */
final class Stage {
  private final CountDownLatch returned = new CountDownLatch(1);
  private final CountDownLatch counted = new CountDownLatch(1);
  private final List<FutureTask<?>> tasks = new ArrayList<>();

  /** What another thread does. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  /** Notices that the handler returned, and every filter behind this one with it. */
  Filter signal() {
    return (request, response, chain) -> {
      try {
        chain.doFilter(request, response);
      } finally {
        returned.countDown();
      }
    };
  }

  void requestCounted() {
    counted.countDown();
  }

  /** Does something on another thread, when the handler has returned. */
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
    if (!latch.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("10 s are over");
    }
    return done(task);
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
