package dev.blockyard.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a worker process is given, how the platform tells it from others, and how many there are.
 */
class WorkerProcessTest {

  @Test
  void workerInheritsNoSecret() {
    Map<String, String> platform =
        Map.of(
            "PATH", "/bin",
            "LANG", "C",
            "BLOCKYARD_TELEMETRY_METRICS_TOKEN", "secret",
            "OTEL_EXPORTER_OTLP_HEADERS", "authorization=secret",
            "DATABASE_PASSWORD", "secret");

    assertThat(WorkerEnvironment.of(platform, "shop", "w1"))
        .isEqualTo(Map.of("PATH", "/bin", "LANG", "C"));
  }

  @Test
  void workerThatMayExportSaysWhoItIs() {
    Map<String, String> platform =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317",
            "OTEL_SERVICE_NAME", "platform");

    assertThat(WorkerEnvironment.of(platform, "shop", "w1"))
        .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")
        .containsEntry("OTEL_SERVICE_NAME", "shop")
        .containsEntry("OTEL_RESOURCE_ATTRIBUTES", "blockyard.app=shop,blockyard.worker_id=w1");
  }

  @Test
  void addressWithAPasswordIsNotPassedOn() {
    assertThat(
            WorkerEnvironment.of(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secret@collector:4317"),
                "shop",
                "w1"))
        .doesNotContainKey("OTEL_EXPORTER_OTLP_ENDPOINT");
  }

  @Test
  void processIsStartedWithThatEnvironment() {
    assertThat(
            phases(Optional.empty())
                .prepare(new HostedApp("shop", Path.of(".")), "w1")
                .environment())
        .isEqualTo(WorkerEnvironment.of(System.getenv(), "shop", "w1"));
  }

  @Test
  void collectorOfWorkersIsConfigured() {
    assertThat(
            phases(Optional.of("http://127.0.0.1:4318"))
                .prepare(new HostedApp("shop", Path.of(".")), "w1")
                .environment())
        .containsEntry("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318")
        .containsEntry("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")
        .containsEntry("OTEL_SERVICE_NAME", "shop");
  }

  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI here
  private static ColdStartPhases phases(Optional<String> otlpEndpoint) {
    ColdStartPhases phases = new ColdStartPhases();
    phases.otlpEndpoint = otlpEndpoint;
    return phases;
  }

  /** What is printed without end must not fill the platform's memory. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes 0 | tr -d '\\n'",
        "yes 9 | tr -d '\\n'",
        "echo 65536",
        "echo",
        "echo 80x",
        "true"
      })
  void processThatPrintsNoPortIsNoWorker(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).start();
    try {
      assertThatNoWorkerIsMadeOf(process);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static AbstractThrowableAssert<?, ?> assertThatNoWorkerIsMadeOf(Process process) {
    return assertThatThrownBy(
            () ->
                new ColdStartPhases()
                    .ready(
                        new HostedApp("shop", Path.of(".")),
                        "w1",
                        process,
                        new Places(1, 1).take("shop")))
        .isInstanceOf(IOException.class);
  }

  /** The child of a worker lives on, and with it the output that it inherited. */
  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void outputThatAnotherProcessKeepsOpenIsNotWaitedFor() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "sleep 300 & echo $! >&2").start();
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(process.errorReader().readLine())).orElseThrow();
    try {
      assertThatNoWorkerIsMadeOf(process).hasMessageContaining("ended before it listened");
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void workerDoesNotWriteIntoThePlatformsLog() {
    HostedApp app = new HostedApp("shop", Path.of("folder"));

    assertThat(phases(Optional.empty()).prepare(app, "w1").redirectError())
        .isEqualTo(Redirect.DISCARD);
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void workerWritesErrorsIntoItsFolder(@TempDir Path folder) throws Exception {
    Process worker = start(folder);
    worker.waitFor();

    assertThat(folder.resolve("stderr.log")).content().contains("app.properties");
  }

  /** A worker may have left it there for the next one: whoever opens it waits for a reader. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void pipeInAnAppsFolderDoesNotHoldTheStartOfAWorker(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("stderr.log");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    start(folder).destroyForcibly().waitFor();
  }

  /** Starts a worker of an app that has no properties. */
  private static Process start(Path folder) throws IOException {
    HostedApp app = new HostedApp("shop", folder);
    ProcessBuilder worker = phases(Optional.empty()).prepare(app, "w1");
    List<String> command = worker.command();
    command.set(command.indexOf("-cp") + 1, System.getProperty("java.class.path"));
    return new ColdStartPhases().start(app, worker);
  }

  @Test
  void anotherProcessAtTheWorkersPortIsNotHealthy() throws Exception {
    HttpServer another =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    another.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set(ProxiedHeaders.WORKER, "w1");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    another.start();
    Process process = new ProcessBuilder("cat").start(); // lives until its input ends
    try {
      int port = another.getAddress().getPort();
      HostedApp app = new HostedApp("shop", Path.of("."));
      Places.Place place = new Places(2, 2).take("shop");

      assertThat(new WorkerClient().healthy(new Worker(app, "w1", process, port, place))).isTrue();
      assertThat(new WorkerClient().healthy(new Worker(app, "w2", process, port, place))).isFalse();
    } finally {
      process.destroyForcibly();
      another.stop(0);
    }
  }

  @Test
  void placesAreLimitedForEachAppAndInAll() {
    Places places = new Places(3, 2);
    Places.Place first = places.take("shop");
    Places.Place second = places.take("shop");
    assertThatThrownBy(() -> places.take("shop"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("shop has 2 workers, the maximum");
    places.take("hello");
    assertThatThrownBy(() -> places.take("hello"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("There are 3 workers, the maximum");

    first.close();
    first.close();
    places.take("shop");
    assertThatThrownBy(() -> places.take("another")).hasMessageContaining("There are 3");
    second.close();
    places.take("another");
  }
}
