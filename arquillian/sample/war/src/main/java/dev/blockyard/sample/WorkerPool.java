package dev.blockyard.sample;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The running workers. Whatever stops one, it leaves this set exactly once, and the call that
 * removed it is the one that counts.
 */
@ApplicationScoped
class WorkerPool {
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  @Inject WorkerLauncher launcher;

  /**
   * Leases a worker of the app, after a cold start if there is none. The caller releases it.
   * Requests that come during a cold start wait for it, and fail if no worker is left of it: one
   * after another, each with a start of its own, they would hold the platform's threads for that
   * many timeouts.
   *
   * @return null if the app was retired meanwhile
   * @throws RejectedExecutionException if there is no place for another worker
   */
  @Nullable Worker lease(HostedApp app) throws IOException {
    long starts = app.starts();
    synchronized (app) {
      if (app.retired() || closed) {
        return null;
      }
      for (Worker worker : workers) {
        if (worker.app() == app && worker.lease()) {
          return worker;
        }
      }
      if (app.starts() != starts) {
        throw new IOException("Worker of " + app + " did not start, or ended at once");
      }
      Worker worker = launch(app);
      add(worker);
      if (!worker.lease()) {
        throw new IOException("Worker of " + app + " ended as soon as it was healthy");
      }
      return worker;
    }
  }

  /**
   * Starts one more worker of the app; {@code false} if the app was retired meanwhile.
   *
   * @throws RejectedExecutionException if there is no place for another worker
   */
  boolean spawn(HostedApp app) throws IOException {
    synchronized (app) {
      if (app.retired() || closed) {
        return false;
      }
      add(launch(app));
      return true;
    }
  }

  private Worker launch(HostedApp app) throws IOException {
    boolean started = true;
    try {
      return launcher.launch(app);
    } catch (RejectedExecutionException e) {
      started = false; // those who wait are told the same, not that a start failed
      throw e;
    } catch (TimeoutException e) {
      throw new IOException("Worker of " + app + " was not healthy in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while starting a worker of " + app, e);
    } finally {
      if (started) {
        app.startEnded();
      }
    }
  }

  private void add(Worker worker) {
    workers.add(worker);
    if (closed) {
      worker.stop();
    }
  }

  /** Lets no new lease begin on any worker of this version of an app. */
  void retire(HostedApp app) {
    synchronized (app) {
      app.retire();
      of(app).forEach(Worker::drain);
    }
  }

  List<Worker> of(HostedApp app) {
    return workers.stream().filter(worker -> worker.app() == app).toList();
  }

  List<Worker> all() {
    return List.copyOf(workers);
  }

  /** Returns all workers, from which the gauges are set. */
  @ReconciledWorkers
  List<Worker> reconcile() {
    return List.copyOf(workers);
  }

  /** Stops a worker; {@code false} if somebody else already did. */
  @CountedWorkerStop
  boolean stop(@App HostedApp app, Worker worker, StopReason reason) {
    return remove(worker);
  }

  /** Stops a worker that failed its health checks; {@code false} if somebody else already did. */
  @CountedHealthCheckFailure
  @CountedWorkerStop(StopReason.CRASHED)
  boolean evictUnhealthy(@App HostedApp app, Worker worker) {
    return remove(worker);
  }

  private boolean remove(Worker worker) {
    boolean removed = workers.remove(worker);
    if (removed) {
      worker.stop();
    }
    return removed;
  }

  @PreDestroy
  void close() {
    closed = true;
    workers.forEach(Worker::stop);
  }
}
