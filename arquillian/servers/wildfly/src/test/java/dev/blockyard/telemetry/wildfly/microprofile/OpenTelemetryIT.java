package dev.blockyard.telemetry.wildfly.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.MetricSetScenario;
import dev.blockyard.telemetry.container.Telemetry;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The metric set of the jar alone, over OTLP. */
class OpenTelemetryIT extends MetricSetScenario {
  private static final OtlpReceiver RECEIVER = Telemetry.receiver();

  OpenTelemetryIT() {
    super(new Client("opentelemetry", client -> RECEIVER.text()));
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("opentelemetry", Telemetry.config(RECEIVER));
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }

  @Override
  protected void assertThatNothingHasHappened(Exposition metrics) throws IOException {
    MetricSet.assertThatClosedSeriesOfCountersAndGaugesAreAtZero(metrics);
  }

  @Test
  void applicationHasNoEndpoint() throws Exception {
    assertThat(client.get("metrics").statusCode()).isEqualTo(404);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everySeriesWithinTheBoundOnAppsArrives() throws Exception {
    Telemetry.assertThatNoSeriesIsDropped(client, RECEIVER);
  }
}
