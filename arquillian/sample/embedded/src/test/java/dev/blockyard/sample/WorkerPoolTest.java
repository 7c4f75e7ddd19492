package dev.blockyard.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Workers that end, and those who wait for them. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WorkerPoolTest {
  private final HostedApp app = new HostedApp("shop", Path.of("."));

  @Test
  void processesOfAWorkerEndWithIt() throws Exception {
    Process started = new ProcessBuilder("sh", "-c", "sleep 600 & cat").start();
    Await.until(() -> assertThat(started.descendants()).hasSize(2));
    List<ProcessHandle> children = started.descendants().toList();

    new Worker(app, "w1", started, 1, new Places(1, 1).take("shop")).stop();

    Await.until(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject it
  void processesOfAWorkerThatIsNotHealthyInTimeEndWithIt() throws Exception {
    List<ProcessHandle> children = new CopyOnWriteArrayList<>();
    WorkerLauncher launcher = new WorkerLauncher();
    launcher.timeout = Duration.ofSeconds(5);
    launcher.phases =
        new ColdStartPhases() {
          @Override
          ProcessBuilder prepare(HostedApp starting, String workerId) {
            return new ProcessBuilder("sh", "-c", "sleep 600 & sleep 600 & wait");
          }

          @Override
          Places.Place schedule(HostedApp starting) {
            return new Places(1, 1).take("shop");
          }

          @Override
          Worker ready(HostedApp starting, String workerId, Process process, Places.Place place)
              throws IOException, InterruptedException {
            Await.until(() -> assertThat(process.descendants()).hasSize(2));
            children.addAll(process.descendants().toList());
            process.waitFor();
            throw new IOException("it has ended");
          }
        };

    assertThatThrownBy(() -> launcher.launch(app)).isInstanceOf(TimeoutException.class);
    assertThat(children).hasSize(2);
    Await.until(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  /** A start of its own for each would hold the platform's threads for that many timeouts. */
  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject it
  void requestsThatWaitForAWorkerThatEndsAtOnceFailWithIt() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Worker worker = new Worker(app, "w1", ended, 1, new Places(1, 1).take("shop"));
    List<Thread> waiting = new CopyOnWriteArrayList<>();
    AtomicInteger starts = new AtomicInteger();
    WorkerPool pool = new WorkerPool();
    pool.launcher =
        new WorkerLauncher() {
          @Override
          Worker launch(HostedApp starting) {
            starts.incrementAndGet();
            awaitBlocked(waiting);
            return worker;
          }
        };

    assertThat(failuresOfThree(pool, waiting)).containsOnly(IOException.class).hasSize(3);
    assertThat(starts).hasValue(1);
  }

  /** It is no start that failed, and they may come again later. */
  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject it
  void requestsThatWaitWhereThereIsNoPlaceAreToldSo() throws Exception {
    List<Thread> waiting = new CopyOnWriteArrayList<>();
    WorkerPool pool = new WorkerPool();
    pool.launcher =
        new WorkerLauncher() {
          @Override
          Worker launch(HostedApp starting) {
            awaitBlocked(waiting);
            waiting.remove(Thread.currentThread());
            throw new RejectedExecutionException("no place");
          }
        };

    assertThat(failuresOfThree(pool, waiting))
        .hasSize(3)
        .containsOnly(RejectedExecutionException.class);
  }

  /** Lets three threads wait for a worker, and returns what was thrown at them. */
  private List<Class<?>> failuresOfThree(WorkerPool pool, List<Thread> waiting)
      throws InterruptedException {
    List<Class<?>> failures = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(
          new Thread(
              () -> {
                try {
                  pool.lease(app);
                } catch (IOException | RuntimeException e) {
                  failures.add(e.getClass());
                }
              }));
    }
    List<Thread> all = List.copyOf(waiting);
    all.forEach(Thread::start);
    for (Thread thread : all) {
      thread.join();
    }
    return failures;
  }

  private static void awaitBlocked(List<Thread> waiting) {
    for (Thread thread : waiting) {
      while (thread.getState() != Thread.State.BLOCKED && thread != Thread.currentThread()) {
        Thread.onSpinWait();
      }
    }
  }
}
