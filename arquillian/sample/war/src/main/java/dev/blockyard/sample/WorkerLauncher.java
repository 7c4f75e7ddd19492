package dev.blockyard.sample;

import dev.blockyard.sample.worker.EchoWorker;
import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts worker processes and hands them out when they are healthy. */
@ApplicationScoped
class WorkerLauncher {
  private static final Executor WHEN_TOO_LATE =
      CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS);
  private static final long PROBE_INTERVAL_MILLIS = 20;

  @Inject WorkerClient client;

  /** Spawns a worker and waits until it is healthy: together that is the cold start. */
  @TimedColdStart
  @CountedWorkerSpawn
  Worker launch(@App HostedApp app) throws IOException {
    Process process = spawn(app);
    AtomicBoolean healthy = new AtomicBoolean();
    WHEN_TOO_LATE.execute(() -> endUnless(healthy, process));
    try {
      Worker worker = new Worker(app, process, readPort(process));
      while (!client.healthy(worker)) {
        if (!process.isAlive()) {
          throw new IOException("Worker of " + app + " ended before it was healthy");
        }
        Thread.sleep(PROBE_INTERVAL_MILLIS);
      }
      healthy.set(true);
      return worker;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while starting a worker of " + app);
    } finally {
      endUnless(healthy, process);
    }
  }

  private static void endUnless(AtomicBoolean healthy, Process process) {
    if (!healthy.get()) {
      process.destroyForcibly();
    }
  }

  private static Process spawn(HostedApp app) throws IOException {
    ProcessBuilder worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                ".",
                EchoWorker.class.getName())
            .directory(app.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = worker.environment();
    environment.putAll(
        WorkerTracing.environment(app.name(), UUID.randomUUID().toString(), environment));
    return worker.start();
  }

  private static int readPort(Process process) throws IOException {
    // The worker prints this one line and nothing after it, so nobody has to read on.
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null) {
      throw new IOException("Worker ended before it listened");
    }
    return Integer.parseInt(line);
  }
}
