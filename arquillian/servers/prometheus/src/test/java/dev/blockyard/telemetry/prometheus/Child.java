package dev.blockyard.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Programs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that ends before this JVM does, with all that it has started. */
final class Child implements AutoCloseable {
  private final String name;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts a process whose output goes to {@code target/logs}. */
  static Child start(String name, ProcessBuilder command) throws IOException {
    Child child =
        new Child(
            name, command.redirectErrorStream(true).redirectOutput(log(name).toFile()).start());
    Runtime.getRuntime().addShutdownHook(new Thread(child::close));
    return child;
  }

  private static Path log(String name) throws IOException {
    return Files.createDirectories(Path.of(System.getProperty("logs", ""))).resolve(name + ".log");
  }

  /** What it has written. */
  List<String> output() throws IOException {
    return Files.readAllLines(log(name));
  }

  /** Waits until an address of this process answers well, but not for a process that is gone. */
  void awaitAnswer(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    Await.until(
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(name + " has ended, with " + process.exitValue());
          }
          try {
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
          } catch (ConnectException e) {
            throw new AssertionError(name + " does not listen yet", e);
          }
        });
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
