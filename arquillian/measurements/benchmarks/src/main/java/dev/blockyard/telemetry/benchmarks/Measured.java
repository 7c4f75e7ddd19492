package dev.blockyard.telemetry.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What all benchmarks have in common: how long they run, and that they say what they recorded. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class Measured {
  private static final AtomicLong RECORDED = new AtomicLong();

  private long before;

  /** Before the first operation. */
  @Setup
  public final void start() throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING); // nobody is to look at each start
    open();
    before = recorded();
  }

  /** After the last operation. */
  @TearDown
  public final void end() throws Exception {
    try {
      RECORDED.set(recorded() - before);
    } finally {
      close();
    }
  }

  abstract void open() throws Exception;

  /** Returns how many counts and durations there are, as the registry that has them says. */
  abstract long recorded() throws Exception;

  abstract void close() throws Exception;

  /** Returns what the operations of the last trial in this JVM have recorded. */
  static long lastRecorded() {
    return RECORDED.get();
  }
}
