package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.testing.Exposition;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flood of app names, on every backend. */
public abstract class ManyNamesContract extends MetricsContract {
  /**
   * Each round forgets the names that had series after the one before, while others take their
   * places: what is left and what was removed is all that was counted.
   */
  @Test
  void aMillionNamesLoseNoCountAndAllocateNoMoreThanTheFirst() throws Exception {
    int threads = 4;
    int names = 12_500;
    double counted = 0;
    double removed = 0;
    Map<String, Double> live = Map.of();
    long cost = 0;
    ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
    try {
      for (int round = 0; round < 20; round++) {
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          String prefix = round + "-" + t + "-";
          running.add(
              pool.submit(
                  () -> {
                    for (int i = 0; i < names; i++) {
                      metrics.proxyRequest(prefix + i, 200);
                      metrics.healthCheckFailed(prefix + i);
                    }
                  }));
        }
        Set<String> gone = live.keySet();
        running.add(
            pool.submit(
                () -> {
                  gone.forEach(metrics::forgetApp);
                  IntStream.range(0, names).forEach(i -> metrics.forgetApp("never-" + i));
                }));
        for (Future<?> each : running) {
          each.get();
        }
        String last = round + "-last-"; // fills what is free if the forgets came last
        IntStream.range(0, MAX_APPS).forEach(i -> metrics.proxyRequest(last + i, 200));
        counted += 2.0 * threads * names + MAX_APPS;
        removed += live.values().stream().mapToDouble(Double::doubleValue).sum();

        Exposition shown = exposition();
        live = byApp(shown);
        double other = live.getOrDefault(AppLabel.OTHER, 0.0);
        live.remove(AppLabel.OTHER);
        assertThat(live).hasSize(MAX_APPS);
        assertThat(shown.samples(key -> key.contains("app=")).size())
            .isLessThanOrEqualTo(2 * (MAX_APPS + 1));
        assertThat(live.values().stream().mapToDouble(Double::doubleValue).sum() + other + removed)
            .isEqualTo(counted);
        if (round == 1) {
          cost = bytesOfAThousandRequestsBeyondTheBound();
          counted += 2_000;
        }
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(bytesOfAThousandRequestsBeyondTheBound()).isLessThanOrEqualTo(cost);
  }

  private static Map<String, Double> byApp(Exposition shown) {
    Map<String, Double> byApp = new HashMap<>();
    shown
        .samples(key -> key.contains("app="))
        .forEach((key, value) -> byApp.merge(key.split("\"", -1)[1], value, Double::sum));
    return byApp;
  }

  private long bytesOfAThousandRequestsBeyondTheBound() {
    String[] beyond = IntStream.range(0, 1_000).mapToObj(i -> "beyond-" + i).toArray(String[]::new);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (String name : beyond) {
      metrics.proxyRequest(name, 200);
    }
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (String name : beyond) {
      metrics.proxyRequest(name, 200);
    }
    return thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
