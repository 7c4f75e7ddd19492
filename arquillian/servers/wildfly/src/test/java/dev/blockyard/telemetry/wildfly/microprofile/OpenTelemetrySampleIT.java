package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.SampleScenario;
import dev.blockyard.telemetry.container.Telemetry;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;

/** The sample platform with its metrics over OTLP. */
class OpenTelemetrySampleIT extends SampleScenario {
  private static final OtlpReceiver RECEIVER = Telemetry.receiver();

  OpenTelemetrySampleIT() {
    super(new Client(SAMPLE, client -> RECEIVER.text()));
  }

  @Deployment(name = SAMPLE, managed = false, testable = false)
  static WebArchive deployment() {
    return Wars.sample(Telemetry.config(RECEIVER));
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }
}
