package dev.blockyard.telemetry.wildfly.agent;

import dev.blockyard.telemetry.testing.TraceReceiver;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells Arquillian how the server is to start; so it stands before Arquillian's extension. */
final class StartedWithAgent implements BeforeAllCallback {
  static final TraceReceiver RECEIVER = TraceReceiver.start();

  @Override
  public void beforeAll(ExtensionContext context) {
    // The server's own OpenTelemetry reads the same properties, and speaks gRPC alone.
    System.setProperty(
        "wildfly.options",
        "-javaagent:%s -Dotel.exporter.otlp.endpoint=http://%s -Dotel.exporter.otlp.protocol=grpc"
                .formatted(System.getProperty("agent.jar"), RECEIVER.endpoint())
            + " -Dotel.metrics.exporter=none -Dotel.logs.exporter=none -Dotel.bsp.schedule.delay=50");
  }
}
