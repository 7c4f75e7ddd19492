package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread that registers late series and watches a registry, and how it ends. */
class BackgroundTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final Background background = new Background();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void endThread() {
    goOn.countDown();
    background.close();
    Thread.currentThread().setContextClassLoader(before);
  }

  /** Occupies the thread, whoever interrupts it. */
  private void waitToGoOn() {
    started.countDown();
    while (goOn.getCount() > 0) {
      try {
        goOn.await();
      } catch (InterruptedException e) {
        // that is what the test is about
      }
    }
  }

  @Test
  void theThreadNeverKeepsTheJvmRunning() {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    background.execute(() -> thread.complete(Thread.currentThread()));

    assertThat(thread.join().isDaemon()).isTrue();
    assertThat(thread.join().getName()).isEqualTo("blockyard-telemetry");
  }

  /** MicroProfile Config finds the settings of a timer by it. */
  @Test
  void theThreadBelongsToTheApplicationThatStartedItWhoeverHasATaskForIt() throws Exception {
    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    try (URLClassLoader another = new URLClassLoader(new URL[0], before)) {
      Thread.currentThread().setContextClassLoader(another);
      background.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));

      assertThat(seen.join()).isSameAs(before);
    }
  }

  @Test
  void aRepeatedTaskRunsUntilItIsClosedAndNotLonger() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    background.repeat(runs::incrementAndGet, Duration.ofMillis(1));
    Await.until(() -> assertThat(runs).hasValueGreaterThan(3));

    background.close();
    int last = runs.get();
    noThreadIsLeft();
    assertThat(runs).hasValue(last);
  }

  @Test
  void nothingIsDoneAfterItsEndAndNobodyIsTold() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    background.close();

    background.execute(() -> done.set(true));

    noThreadIsLeft();
    assertThat(done).isFalse();
  }

  @Test
  void whatHasNotStartedWhenItIsClosedNeverStarts() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    background.execute(this::waitToGoOn);
    background.execute(() -> done.set(true));
    started.await();
    Thread closing = new Thread(background::close);
    closing.start();
    Await.until(
        () ->
            assertThat(closing.getState())
                .isIn(Thread.State.TIMED_WAITING, Thread.State.TERMINATED));

    goOn.countDown();
    closing.join();
    noThreadIsLeft();
    assertThat(done).isFalse();
  }

  /** What is registered after the others have been removed would stay in the registry. */
  @Test
  void closingWaitsForTheTaskThatRuns() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean doneWhenClosed = new AtomicBoolean();
    Thread closing =
        new Thread(
            () -> {
              background.close();
              doneWhenClosed.set(done.get());
            });
    background.execute(
        () -> {
          waitToGoOn();
          done.set(true);
        });
    started.await();
    closing.start();
    Await.until(
        () ->
            assertThat(closing.getState())
                .isIn(Thread.State.TIMED_WAITING, Thread.State.TERMINATED));
    goOn.countDown();
    closing.join();

    assertThat(doneWhenClosed).isTrue();
  }

  @Test
  void aThreadThatIsInterruptedWhileItClosesStaysInterrupted() throws Exception {
    background.execute(this::waitToGoOn);
    started.await();
    Thread.currentThread().interrupt();

    background.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  private static void noThreadIsLeft() throws Exception {
    Await.until(
        () ->
            assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("blockyard-telemetry"));
  }
}
