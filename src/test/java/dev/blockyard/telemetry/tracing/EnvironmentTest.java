package dev.blockyard.telemetry.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.testing.Programs;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.testing.TraceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process is told by variables of its environment: a program that has them says it. */
@Timeout(60)
class EnvironmentTest {
  private final TraceReceiver receiver = TraceReceiver.start();

  @AfterEach
  void close() {
    receiver.close();
  }

  /** Traces a request of an unusual method, and says what a worker would be told. */
  static final class Platform {
    private Platform() {}

    public static void main(String[] arguments) {
      try (Tracing tracing = Tracing.start(arguments[0])) {
        Objects.requireNonNull(tracing);
        Objects.requireNonNull(GlobalTracing.get())
            .request(request(Map.of(), Map.of("getMethod", "BREW")), null)
            .end(200);
      }
      System.out.println(new TreeMap<>(WorkerTracing.environment("shop", "w1", Map.of())));
    }
  }

  /** Runs the program with these variables, and returns what it says. */
  private String said(Map<String, String> variables) throws Exception {
    ProcessBuilder platform =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Platform.class.getName(),
                receiver.endpoint())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    platform.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    platform.environment().putAll(variables);
    Process process = platform.start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      assertThat(process.waitFor()).isZero();
      return said;
    } finally {
      Programs.end(process);
    }
  }

  private Map<String, String> resource() {
    return TraceTree.attributes(receiver.resources().get(0).getAttributesList());
  }

  private List<String> names() {
    return receiver.spans().stream().map(span -> span.getName()).toList();
  }

  @Test
  void variablesNameTheMethodsTheServiceAndTheEndpointOfWorkers() throws Exception {
    String said =
        said(
            Map.of(
                "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS", "GET,BREW",
                "OTEL_SERVICE_NAME", "platform",
                "OTEL_RESOURCE_ATTRIBUTES", "team=a",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));

    assertThat(names()).containsExactly("BREW");
    assertThat(resource()).containsEntry("service.name", "platform").containsEntry("team", "a");
    assertThat(said)
        .isEqualTo(
            "{OTEL_RESOURCE_ATTRIBUTES=team=a,blockyard.app=shop,blockyard.worker_id=w1,"
                + " OTEL_SERVICE_NAME=shop}");
  }

  @Test
  void withoutThemEachIsAtItsDefault() throws Exception {
    assertThat(said(Map.of())).isEqualTo("{}");

    assertThat(names()).containsExactly("HTTP");
    assertThat(resource()).containsEntry("service.name", "blockyard").doesNotContainKey("team");
  }
}
