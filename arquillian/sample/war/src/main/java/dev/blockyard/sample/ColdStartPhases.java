package dev.blockyard.sample;

import dev.blockyard.sample.worker.EchoWorker;
import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.TimedColdStartPhase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What happens in a cold start, step by step. A bean of its own, because the annotations of a
 * method work only on calls from another bean.
 */
@ApplicationScoped
class ColdStartPhases {
  private static final long PROBE_INTERVAL_MILLIS = 20;

  @Inject WorkerClient client;
  @Inject Places places;

  /** Assembles the command that runs the app. */
  @TimedColdStartPhase(ColdStartPhase.PREPARE)
  ProcessBuilder prepare(@App HostedApp app, String workerId) {
    ProcessBuilder worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                ".",
                EchoWorker.class.getName(),
                workerId)
            .directory(app.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = worker.environment();
    Map<String, String> passedOn = WorkerEnvironment.of(environment, app.name(), workerId);
    environment.clear();
    environment.putAll(passedOn);
    return worker;
  }

  /** Takes a place for the worker. */
  @TimedColdStartPhase(ColdStartPhase.SCHEDULE)
  Places.Place schedule(@App HostedApp app) {
    return places.take(app.name());
  }

  /** Starts the process. */
  @TimedColdStartPhase(ColdStartPhase.START)
  Process start(@App HostedApp app, ProcessBuilder worker) throws IOException {
    return worker.start();
  }

  /** Waits until the process is healthy. */
  @TimedColdStartPhase(ColdStartPhase.READY)
  Worker ready(@App HostedApp app, String workerId, Process process, Places.Place place)
      throws IOException, InterruptedException {
    Worker worker = new Worker(app, workerId, process, readPort(process), place);
    while (!client.healthy(worker)) {
      if (!process.isAlive()) {
        throw new IOException("Worker of " + app + " ended before it was healthy");
      }
      Thread.sleep(PROBE_INTERVAL_MILLIS);
    }
    return worker;
  }

  private static int readPort(Process process) throws IOException {
    // The worker prints only this line, so there is nothing to read after it.
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("Worker ended before it listened");
    }
    return Integer.parseInt(line);
  }
}
