package dev.blockyard.sample;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts worker processes and hands them out when they are healthy. */
@ApplicationScoped
class WorkerLauncher {
  @Inject ColdStartPhases phases;

  @Inject
  @ConfigProperty(name = "sample.start-timeout", defaultValue = "PT10S")
  Duration timeout;

  /**
   * Spawns a worker and waits until it is healthy: together that is the cold start. The type of an
   * exception decides the reason under which the failure is counted.
   *
   * @throws TimeoutException if the worker was not healthy in time
   * @throws java.util.concurrent.RejectedExecutionException if there is no place for it
   */
  @TimedColdStart
  @CountedWorkerSpawn
  Worker launch(@App HostedApp app) throws IOException, InterruptedException, TimeoutException {
    String id = UUID.randomUUID().toString();
    ProcessBuilder command = phases.prepare(app, id);
    Places.Place place = phases.schedule(app);
    Worker worker = null;
    try {
      worker = start(app, id, command, place);
      return worker;
    } finally {
      if (worker == null) {
        place.close();
      }
    }
  }

  private Worker start(HostedApp app, String id, ProcessBuilder command, Places.Place place)
      throws IOException, InterruptedException, TimeoutException {
    Process process = phases.start(app, command);
    CompletableFuture<Boolean> healthy =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
    // This thread may wait for output that never comes, until the process ends.
    CompletableFuture<Void> unused = healthy.thenAccept(in -> endUnless(in, process));
    try {
      Worker worker = phases.ready(app, id, process, place);
      healthy.complete(true);
      if (!healthy.join()) {
        throw new TimeoutException("Worker of " + app + " was healthy too late");
      }
      return worker;
    } catch (IOException e) {
      if (healthy.isDone()) {
        TimeoutException late = new TimeoutException("Worker of " + app + " was not healthy");
        late.initCause(e);
        throw late;
      }
      throw e;
    } finally {
      healthy.complete(false);
    }
  }

  private static void endUnless(boolean healthy, Process process) {
    if (!healthy) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
