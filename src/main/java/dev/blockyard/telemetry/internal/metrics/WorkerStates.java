package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.WorkerView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of one reconciliation.
 *
 * @param busy how many workers have sessions
 * @param idle how many have none
 * @param draining how many take no new session
 * @param epochSecond when they were counted; 0 before the first reconciliation
 */
record WorkerStates(long busy, long idle, long draining, long epochSecond) {
  static final WorkerStates NONE = new WorkerStates(0, 0, 0, 0);

  static WorkerStates now(long busy, long idle, long draining) {
    return new WorkerStates(busy, idle, draining, Instant.now().getEpochSecond());
  }

  /** Counts the workers that there are now; null elements are skipped. */
  static WorkerStates of(Iterable<? extends @Nullable WorkerView> workers) {
    long busy = 0;
    long idle = 0;
    long draining = 0;
    for (WorkerView worker : workers) {
      if (worker != null) {
        switch (WorkerState.of(worker.draining(), worker.sessions())) {
          case BUSY -> busy++;
          case IDLE -> idle++;
          case DRAINING -> draining++;
        }
      }
    }
    return now(busy, idle, draining);
  }
}
