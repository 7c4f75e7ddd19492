package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/** What a number of apps costs on one backend, measured in a JVM of its own. */
final class GrowthCell {
  private static final int OK = 200;
  private static final int TURNS = 1 << 17;
  private static final int WARM_UP_ITERATIONS = 4;
  private static final int ITERATIONS = 5;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private final GrowthBackend backend;
  private final String[] names;
  private final long nanosOfAnIteration;

  private GrowthCell(GrowthBackend backend, int apps, long millisOfAnIteration) {
    this.backend = backend;
    this.names = IntStream.range(0, apps).mapToObj(i -> "app-" + i).toArray(String[]::new);
    this.nanosOfAnIteration = TimeUnit.MILLISECONDS.toNanos(millisOfAnIteration);
  }

  /**
   * Measures, and prints the values that {@link Growth} has titles for.
   *
   * @param arguments the backend, the number of apps, and the milliseconds of an iteration
   */
  public static void main(String... arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING); // nobody is to look at each start
    new GrowthCell(
            GrowthBackend.valueOf(arguments[0]),
            Integer.parseInt(arguments[1]),
            Long.parseLong(arguments[2]))
        .measure();
  }

  private void measure() throws Exception {
    GrowthBackend.Opened opened = backend.open(names.length);
    BlockyardMetrics metrics = opened.metrics();
    long heapBefore = usedHeap();
    long start = System.nanoTime();
    for (String app : names) {
      metrics.proxyRequest(app, OK);
    }
    if (backend == GrowthBackend.MICROPROFILE) {
      Registry.awaitRecorded(names.length); // registered in the background, if there are many
    }
    double first = (System.nanoTime() - start) / 1e3 / names.length;
    double heap = (double) (usedHeap() - heapBefore) / names.length;
    double scrape = fastest(() -> opened.scrape().run()) / TimeUnit.MILLISECONDS.toNanos(1);
    System.out.printf(Locale.ROOT, "%.2f %.1f %.2f %.0f%n", first, count(metrics), scrape, heap);
  }

  /** Returns the nanoseconds of a count for one of the apps, which come in no order. */
  private double count(BlockyardMetrics metrics) {
    int[] turns = new Random(42).ints(TURNS, 0, names.length).toArray();
    return fastest(
            () -> {
              for (int turn : turns) {
                metrics.proxyRequest(names[turn], OK);
              }
            })
        / TURNS;
  }

  private interface Work<E extends Exception> {
    void run() throws E;
  }

  /** Returns the nanoseconds that it takes on average in the fastest iteration. */
  private <E extends Exception> double fastest(Work<E> work) throws E {
    double fastest = Double.MAX_VALUE;
    for (int i = 0; i < WARM_UP_ITERATIONS + ITERATIONS; i++) {
      double nanos = iteration(work);
      if (i >= WARM_UP_ITERATIONS) {
        fastest = Math.min(fastest, nanos);
      }
    }
    return fastest;
  }

  private <E extends Exception> double iteration(Work<E> work) throws E {
    long start = System.nanoTime();
    int runs = 0;
    long passed;
    do {
      work.run();
      runs++;
      passed = System.nanoTime() - start;
    } while (passed < nanosOfAnIteration);
    return (double) passed / runs;
  }

  private static long usedHeap() {
    MEMORY.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}
