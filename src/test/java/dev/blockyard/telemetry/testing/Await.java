package dev.blockyard.telemetry.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens on another thread. */
public final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private Await() {}

  /** Assertions. */
  @FunctionalInterface
  public interface Check {
    /** Throws unless they hold. */
    void run() throws IOException, InterruptedException;
  }

  /** Waits until a check that something holds does not throw. */
  public static void until(Check check) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(INTERVAL.toNanos());
      }
    }
  }
}
