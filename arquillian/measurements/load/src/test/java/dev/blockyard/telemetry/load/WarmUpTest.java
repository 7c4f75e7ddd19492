package dev.blockyard.telemetry.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a JVM counts as warm. */
class WarmUpTest {
  private final WarmUp warmUp = new WarmUp();

  private boolean isOverAfter(double... cpuPerRequest) {
    DoubleStream.of(cpuPerRequest).forEach(warmUp::add);
    return warmUp.isOver();
  }

  private static double[] same(int runs, double cpuPerRequest) {
    return Collections.nCopies(runs, cpuPerRequest).stream().mapToDouble(cpu -> cpu).toArray();
  }

  @Test
  void nineEqualRunsAreTooFew() {
    assertThat(isOverAfter(same(9, 100))).isFalse();
    assertThat(isOverAfter(100)).isTrue();
    assertThat(warmUp.runs()).isEqualTo(10);
  }

  @Test
  void itGoesOnAsLongAsRequestsBecomeCheaper() {
    double[] falling =
        IntStream.range(0, 20).mapToDouble(run -> 100 * Math.pow(0.99, run)).toArray();

    assertThat(isOverAfter(falling)).isFalse();
    assertThat(isOverAfter(same(10, 80))).isTrue();
  }

  @Test
  void oneRunThatStandsOutMakesNoDifference() {
    assertThat(isOverAfter(100, 100, 100, 100, 500, 100, 100, 1, 100, 100)).isTrue();
  }
}
