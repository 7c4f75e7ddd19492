package dev.blockyard.sample;

import dev.blockyard.telemetry.StopReason;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Looks at every worker once per tick and stops those that crashed, are drained or are idle. */
@ApplicationScoped
class Reconciler {
  private @Nullable Ticks ticks;

  @Inject Platform platform;
  @Inject WorkerPool pool;
  @Inject WorkerClient client;
  @Inject AuditLog audit;

  @Inject
  @ConfigProperty(name = "sample.tick", defaultValue = "PT2S")
  Duration interval;

  @Inject
  @ConfigProperty(name = "sample.idle-timeout", defaultValue = "PT1M")
  Duration idleTimeout;

  void start(@Observes @Initialized(ApplicationScoped.class) Object start) {
    ticks = Ticks.start(interval, this::tick);
  }

  /** Does one round and returns how many workers it stopped. */
  int tick() throws InterruptedException {
    return tick(idleTimeout);
  }

  /** Does one round with an idle timeout for this once. */
  synchronized int tick(Duration idle) throws InterruptedException {
    int stopped = 0;
    for (Worker worker : pool.all()) {
      if (stop(worker, idle)) {
        stopped++;
        audit.record("the platform", "worker of " + worker.app() + " stopped");
      }
    }
    pool.reconcile();
    platform.deleteUnusedFolders();
    return stopped;
  }

  private boolean stop(Worker worker, Duration idle) throws InterruptedException {
    boolean healthy = client.healthy(worker);
    if (worker.unhealthyAfter(healthy)) {
      return pool.evictUnhealthy(worker.app(), worker);
    }
    if (worker.drained()) {
      return pool.stop(worker.app(), worker, StopReason.GRACEFUL);
    }
    return healthy
        && worker.drainIfIdleFor(idle)
        && pool.stop(worker.app(), worker, StopReason.IDLE_TIMEOUT);
  }

  @PreDestroy
  void close() {
    if (ticks != null) {
      ticks.close();
    }
  }
}
