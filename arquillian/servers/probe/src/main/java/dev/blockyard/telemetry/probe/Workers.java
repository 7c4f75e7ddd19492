package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.WorkerView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A CDI bean with bindings on its methods, one and more of them. */
@ApplicationScoped
public class Workers {
  private record Seen(boolean draining, long sessions) implements WorkerView {}

  @CountedWorkerSpawn
  void spawn() {}

  @TimedColdStart
  @CountedWorkerSpawn
  void coldStart(boolean healthy) {
    if (!healthy) {
      throw new IllegalStateException("never became healthy");
    }
  }

  @CountedWorkerStop
  boolean stop(StopReason reason, boolean existed) {
    return existed;
  }

  @CountedHealthCheckFailure
  @CountedWorkerStop(StopReason.CRASHED)
  boolean evict(@App String app) {
    return true;
  }

  @ReconciledWorkers
  List<WorkerView> reconcile() {
    return List.of(new Seen(true, 3), new Seen(false, 2), new Seen(false, 1), new Seen(false, 0));
  }
}
