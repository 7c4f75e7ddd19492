package dev.blockyard.sample;

import dev.blockyard.sample.worker.EchoWorker;
import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.TimedColdStartPhase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What happens in a cold start, step by step. A bean of its own, because the annotations of a
 * method work only on calls from another bean.
 */
@ApplicationScoped
class ColdStartPhases {
  private static final long PROBE_INTERVAL_MILLIS = 20;
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_PORT = 65_535;

  @Inject WorkerClient client;
  @Inject Places places;

  @Inject
  @ConfigProperty(name = "sample.workers.otlp-endpoint")
  Optional<String> otlpEndpoint;

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
            // Not into the platform's own log, in which it could forge lines. Nor does the platform
            // open a file of the app's folder: opening a pipe that a worker left there has no end.
            .redirectError(Redirect.DISCARD);
    Map<String, String> environment = worker.environment();
    otlpEndpoint.ifPresent(
        endpoint -> {
          environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
          environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json");
        });
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

  /** Reads the only line that a worker prints, and no more than a port has digits. */
  private static int readPort(Process process) throws IOException, InterruptedException {
    StringBuilder port = new StringBuilder();
    for (int c = read(process); c != '\n'; c = read(process)) {
      port.append((char) c);
      if (!PORT.matcher(port).matches()) {
        throw new IOException("Worker printed no port");
      }
    }
    if (port.isEmpty() || Integer.parseInt(port.toString()) > MAX_PORT) {
      throw new IOException("Worker printed no port");
    }
    return Integer.parseInt(port.toString());
  }

  /** Does not wait within a read, which a child that has the output would keep from ending. */
  private static int read(Process process) throws IOException, InterruptedException {
    InputStream output = process.getInputStream();
    while (output.available() == 0) {
      if (!process.isAlive() && output.available() == 0) {
        throw new IOException("Worker ended before it listened");
      }
      Thread.sleep(PROBE_INTERVAL_MILLIS);
    }
    return output.read();
  }
}
