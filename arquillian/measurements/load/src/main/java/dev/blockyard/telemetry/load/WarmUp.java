package dev.blockyard.telemetry.load;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells when a JVM has compiled what a scenario needs: when the CPU time that a request takes no
 * longer falls. It may stand still for half a minute before it falls, so that is the least.
 */
final class WarmUp {
  /** Two windows of runs are compared, as single runs differ. */
  private static final int WINDOW = 5;

  private static final double STILL = 0.98;

  private final List<Double> cpu = new ArrayList<>();

  /** Takes the CPU time per request of one more run. */
  void add(double cpuPerRequest) {
    cpu.add(cpuPerRequest);
  }

  int runs() {
    return cpu.size();
  }

  boolean isOver() {
    int runs = cpu.size();
    return runs >= 2 * WINDOW
        && Pairs.median(cpu.subList(runs - WINDOW, runs))
            >= STILL * Pairs.median(cpu.subList(runs - 2 * WINDOW, runs - WINDOW));
  }
}
