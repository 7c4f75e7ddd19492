package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.OtlpEndpoint;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import dev.blockyard.telemetry.testing.TraceReceiver;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is started outside of a server, beside an OpenTelemetry that the program has anyway. */
@Timeout(60)
class StartedTracingTest {
  private final Properties before = (Properties) System.getProperties().clone();

  @AfterEach
  void nothingIsLeft() {
    System.setProperties(before);
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void globalOpenTelemetryIsNotUsedUnlessItIsTheAgents() {
    try (InMemoryTracing programs = new InMemoryTracing()) {
      GlobalOpenTelemetry.resetForTest();
      GlobalOpenTelemetry.set(programs.sdk());
      StartedTracing started = StartedTracing.start(null);
      OpenCallTest.call(started.spans(), "worker.spawn");
      started.close();

      assertThat(started.spans().destination()).isEqualTo("propagation only");
      assertThat(programs.ended()).isEmpty();
    }
  }

  @Test
  void nothingButSpansIsSentUnlessTheUserAsksForIt() throws IOException {
    assertThat(metricsThatAreSent()).isEmpty();

    System.setProperty("otel.metrics.exporter", "otlp");
    assertThat(metricsThatAreSent()).isNotEmpty();
  }

  /** The SDK has some about its own spans. */
  private static Set<String> metricsThatAreSent() throws IOException {
    try (TraceReceiver spans = TraceReceiver.start();
        OtlpReceiver all = OtlpReceiver.start()) {
      System.setProperty("otel.exporter.otlp.endpoint", all.endpoint());
      System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
      StartedTracing started =
          StartedTracing.start(OtlpEndpoint.parse("the endpoint", spans.endpoint()));
      OpenCallTest.call(started.spans(), "worker.spawn");
      started.close();

      assertThat(spans.trees()).isEqualTo("INTERNAL worker.spawn\n");
      return all.names();
    }
  }
}
