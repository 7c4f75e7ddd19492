package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.WorkerView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gauges of workers, on every backend. */
public abstract class WorkersContract extends MetricsContract {
  @Test
  void workersAreCountedByTheStateThatWins() {
    metrics.workersByState(
        Arrays.asList(
            new Worker(true, 5),
            new Worker(false, 1),
            null,
            new Worker(false, 0),
            new Worker(false, 2)));

    assertThat(workers()).containsExactly(2.0, 1.0, 1.0);
  }

  @Test
  void workersStayAsTheyAreWhenNothingCanBeSeen() {
    metrics.workersByState(3, 2, 1);

    metrics.workersByState(null);
    metrics.workersByState(List.of(new Worker(false, 0), broken()));

    assertThat(workers()).containsExactly(3.0, 2.0, 1.0);
  }

  private static WorkerView broken() {
    return new WorkerView() {
      @Override
      public boolean draining() {
        throw new IllegalStateException("gone");
      }

      @Override
      public long sessions() {
        return 0;
      }
    };
  }

  @Test
  void lastReconciliationHasItsTime() {
    long before = Instant.now().getEpochSecond();
    metrics.workersByState(null);
    assertThat(reconciled()).isZero();

    metrics.workersByState(List.of());
    assertThat(reconciled()).isBetween((double) before, (double) Instant.now().getEpochSecond());
  }

  private double reconciled() {
    return exposition().value("blockyard_workers_reconciled_timestamp_seconds");
  }

  @Test
  void noWorkersAreZeroWorkers() {
    metrics.workersByState(3, 2, 1);
    metrics.workersByState(List.of());

    assertThat(workers()).containsExactly(0.0, 0.0, 0.0);
  }

  /** Each gauge is read by itself; what it shows is of a look that is over. */
  @Test
  void whoReadsWhileWorkersAreCountedSeesTheLookBefore() {
    metrics.workersByState(3, 2, 1);
    List<List<Double>> seen = new ArrayList<>();
    List<Worker> counted = workers(1, 2, 3);

    metrics.workersByState(
        () ->
            counted.stream()
                .peek(worker -> seen.add(workers()))
                .map(WorkerView.class::cast)
                .iterator());

    assertThat(seen).hasSize(6).containsOnly(List.of(3.0, 2.0, 1.0));
    assertThat(workers()).containsExactly(1.0, 2.0, 3.0);
  }
}
