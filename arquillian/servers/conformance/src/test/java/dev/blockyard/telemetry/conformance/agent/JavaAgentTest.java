package dev.blockyard.telemetry.conformance.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Programs;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * OpenTelemetry's Java agent starts a SERVER span for each request; the module's span is below it,
 * no second SERVER span, and goes where the agent's go.
 */
@Timeout(300)
class JavaAgentTest {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PARENT = "00f067aa0ba902b7";

  @SuppressWarnings("NullAway.Init")
  private Process process;

  @AfterEach
  void end() {
    Programs.end(process);
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }

  @ParameterizedTest
  @EnumSource
  void spanOfARequestIsBelowTheAgents(WebServer server) throws Exception {
    int port = start(server);
    assertTree(port, "/plain", 1, "%s GET /shop/app/* 200");
    assertTree(port, "/nothing", 2, "%s GET /shop/app/* 404");
    assertTree(port, "/late", 3, "%s GET /shop/app/* 503 ERROR 503");
    assertTree(port, "/broken", 4, "%s GET /shop/app/* 500 ERROR 500");
  }

  private static void assertTree(int port, String path, int number, String span) throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e473" + number;
    RECEIVER.clear();
    HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/shop/app" + path))
            .header("traceparent", "00-" + trace + '-' + PARENT + "-01")
            .build(),
        BodyHandlers.discarding());
    RECEIVER.await(
        () ->
            assertThat(RECEIVER.trees())
                .isEqualTo("^ " + span + "\n  " + span + "\n", "SERVER", "INTERNAL"));
  }

  /** Returns its port. */
  private int start(WebServer server) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-javaagent:" + System.getProperty("agent.jar"),
                    "-Dotel.exporter.otlp.endpoint=" + RECEIVER.httpEndpoint(),
                    "-Dotel.metrics.exporter=none",
                    "-Dotel.logs.exporter=none",
                    "-Dotel.bsp.schedule.delay=50",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TracedServer.class.getName(),
                    server.name()))
            .redirectErrorStream(true)
            .start();
    StringBuilder log = new StringBuilder();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(TracedServer.LISTENING)) {
        return Integer.parseInt(line.substring(TracedServer.LISTENING.length()));
      }
      log.append(line).append('\n');
    }
    throw new AssertionError("did not start:\n" + log);
  }
}
