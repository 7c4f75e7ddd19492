package dev.blockyard.telemetry.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.testing.Log;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AppTableTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static AppTable table(Instruments instruments, int max) {
    Warnings warnings = new Warnings();
    return new AppTable(new Series(instruments, warnings), max, warnings);
  }

  /** The two names have the same hash, so that a lock for one is a lock for the other. */
  @Test
  void aNameBeyondTheBoundWaitsForNobody() throws Exception {
    assertThat("Aa").hasSameHashCodeAs("BB");
    CountDownLatch removing = new CountDownLatch(1);
    CountDownLatch passed = new CountDownLatch(1);
    AppTable table =
        table(
            new CountingInstruments() {
              @Override
              void removing(String series) {
                removing.countDown();
                await(passed);
              }
            },
            1);
    table.of("Aa").counter(0);
    AppSeries other = table.of(AppLabel.OTHER);

    Future<?> forgetting = threads.submit(() -> table.forget("Aa"));
    await(removing);
    Future<AppSeries> beyond = threads.submit(() -> table.of("BB"));
    assertThat(beyond.get(20, TimeUnit.SECONDS)).isSameAs(other);

    passed.countDown();
    forgetting.get(20, TimeUnit.SECONDS);
    assertThat(table.of("BB")).isNotSameAs(other);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not even while another thread is just taking the last place for the same app. */
  @Test
  @Timeout(120)
  void asManyNamesAsThereArePlacesNeverOverflow() throws Exception {
    int rounds = 50_000;
    AtomicInteger arrived = new AtomicInteger();
    AtomicReferenceArray<AppTable> tables = new AtomicReferenceArray<>(rounds);
    Callable<Integer> admitting =
        () -> {
          int overflows = 0;
          for (int i = 0; i < rounds; i++) {
            tables.compareAndSet(i, null, table(new CountingInstruments(), 1));
            AppTable table = tables.get(i);
            AppSeries other = table.of(AppLabel.OTHER);
            meet(arrived, 2 * (i + 1));
            overflows += table.of("app") == other ? 1 : 0;
          }
          return overflows;
        };
    Future<Integer> one = threads.submit(admitting);
    Future<Integer> another = threads.submit(admitting);

    assertThat(one.get() + another.get()).isZero();
  }

  /** Meets more closely than at a barrier, which wakes one thread after the other. */
  @SuppressWarnings("ThreadPriorityCheck") // where there is one core, the other thread needs it
  private static void meet(AtomicInteger arrived, int expected) {
    arrived.incrementAndGet();
    while (arrived.get() < expected) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("the other thread has not come");
      }
      Thread.yield();
    }
  }

  @Test
  void aNameBeyondTheBoundIsNotCopied() {
    AppTable table = table(new CountingInstruments(), 1);
    table.of("first");
    String[] beyond =
        IntStream.range(0, 1_000).mapToObj(i -> "app \uD83D\uDE80 " + i).toArray(String[]::new);
    AppSeries other = table.of(beyond[0]);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    thread.getThreadAllocatedBytes(self);

    boolean allOther = true;
    long before = thread.getThreadAllocatedBytes(self);
    for (String name : beyond) {
      allOther &= table.of(name) == other;
    }
    long allocated = thread.getThreadAllocatedBytes(self) - before;

    assertThat(allOther).isTrue();
    assertThat(allocated / beyond.length).isZero();
  }

  @Test
  void theBoundIsSaidOnce() {
    try (Log log = Log.open()) {
      AppTable table = table(new CountingInstruments(), 1);
      table.of("first");
      assertThat(log.messages()).isEmpty();
      IntStream.range(0, 100).forEach(i -> table.of("app-" + i));
      table.forget("first");
      IntStream.range(0, 100).forEach(i -> table.of("next-" + i));

      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0006: 1 app names have series of their own");
    }
  }

  /** On the wire, and so in the table, an unpaired surrogate is a question mark. */
  @Test
  void aNameThatIsKnownOnTheWireIsFoundWhenTheTableIsFull() {
    AppTable table = table(new CountingInstruments(), 2);
    AppSeries half = table.of("half?");
    AppSeries pair = table.of("rocket \uD83D\uDE80");

    assertThat(table.of("half\uD83D")).isSameAs(half);
    assertThat(table.of("half\uDE80")).isSameAs(half);
    assertThat(table.of("rocket \uD83D\uDE80")).isSameAs(pair);
    assertThat(table.of("rocket \uDE80\uD83D")).isSameAs(table.of(AppLabel.OTHER));
    table.forget("half\uD83D");
    assertThat(table.of("rocket ??")).isNotSameAs(table.of(AppLabel.OTHER));
  }

  /**
   * A forget that comes between the two steps of a count moves it to a new series; none is lost.
   */
  @Test
  void noCountIsLostToForgets() throws Exception {
    CountingInstruments instruments = new CountingInstruments();
    RecordingMetrics metrics = new RecordingMetrics(instruments, 3, false);
    int rounds = 50_000;
    CyclicBarrier together = new CyclicBarrier(4);
    Callable<Void> work =
        () -> {
          together.await(30, TimeUnit.SECONDS);
          for (int i = 0; i < rounds; i++) {
            metrics.proxyRequest("app-" + i % 5, 200);
            metrics.healthCheckFailed("app-" + i % 5);
            metrics.forgetApp("app-" + i % 4);
          }
          return null;
        };
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      running.add(threads.submit(work));
    }
    for (Future<Void> each : running) {
      each.get();
    }
    assertThat(instruments.counted).hasValue(2L * 4 * rounds);
  }
}
