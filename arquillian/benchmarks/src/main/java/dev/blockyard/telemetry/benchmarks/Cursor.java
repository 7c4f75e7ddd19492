package dev.blockyard.telemetry.benchmarks;

import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Says for each operation of a thread which app it is about, in an order that looks random. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class Cursor {
  private static final int LENGTH = 1 << 12;

  private int[] order;
  private int position;

  /** Before the first operation. */
  @Setup
  public void shuffle(AppsBenchmark benchmark) {
    order = new Random(42).ints(LENGTH, 0, benchmark.apps).toArray();
  }

  int next() {
    return order[position++ & (LENGTH - 1)];
  }
}
