package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A deployment that the server is to refuse. If the initializer throws, Open Liberty takes the
 * application back as if it had never been there, and its adapter for Arquillian waits for the
 * application until the time-out: what the server has logged ends this wait.
 */
final class Refusal {
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private final String logged;
  private final ServerLog log;
  private final Thread test = Thread.currentThread();
  private volatile boolean over;

  private Refusal(String application, ServerLog log) {
    this.logged = "CWWKZ0012I: The application " + application + " was not started";
    this.log = log;
  }

  /** Returns what the deployment has thrown, if anything. */
  static @Nullable Throwable of(String application, ServerLog log, Runnable deployment)
      throws InterruptedException {
    Refusal refusal = new Refusal(application, log);
    Thread watch = new Thread(refusal::interruptOnceRefused, "refusal-watch");
    watch.start();
    try {
      return catchThrowable(deployment::run);
    } finally {
      refusal.over = true;
      joinWhateverComes(watch);
    }
  }

  private void interruptOnceRefused() {
    try {
      while (!over) {
        if (log.messages().contains(logged)) {
          test.interrupt();
          return;
        }
        LockSupport.parkNanos(INTERVAL.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The interrupt may come when the deployment has failed by itself: it is for nobody then. */
  private static void joinWhateverComes(Thread watch) throws InterruptedException {
    try {
      watch.join();
    } catch (InterruptedException e) {
      watch.join();
    }
    Thread.interrupted();
  }
}
