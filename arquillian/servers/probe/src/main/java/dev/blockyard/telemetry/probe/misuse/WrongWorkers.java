package dev.blockyard.telemetry.probe.misuse;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.List;

/** What CDI does not intercept or makes no sense, and beside it what is right. */
@ApplicationScoped
public class WrongWorkers {
  /** The container itself would refuse it, too: later, and without a cure. */
  @Inject FinalSessions sessions;

  @CountedWorkerSpawn
  int right() {
    return wrong(1);
  }

  @CountedWorkerSpawn
  private int wrong(int port) {
    return port;
  }

  @CountedWorkerSpawn
  @Produces
  String worker() {
    return "worker";
  }

  @CountedWorkerStop
  void stop(String worker) {}

  @CountedHealthCheckFailure
  void evict(@App String app, @App String worker) {}

  @ReconciledWorkers
  List<String> reconcile() {
    return List.of();
  }
}
