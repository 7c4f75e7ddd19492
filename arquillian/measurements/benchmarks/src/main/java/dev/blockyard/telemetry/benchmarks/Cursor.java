package dev.blockyard.telemetry.benchmarks;

import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Says for each operation of a thread which app it is about, in an order that looks random. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class Cursor {
  private static final int LENGTH = 1 << 12;

  @Param({"1", "100", "1000"})
  int apps;

  private int[] order;
  private int position;

  /** Before the first operation. */
  @Setup
  public void shuffle() {
    order = new Random(42).ints(LENGTH, 0, apps).toArray();
  }

  int next() {
    return order[position++ & (LENGTH - 1)];
  }
}
