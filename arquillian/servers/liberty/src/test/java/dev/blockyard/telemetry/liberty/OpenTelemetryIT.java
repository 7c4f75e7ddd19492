package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Telemetry;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import io.opentelemetry.proto.metrics.v1.Metric;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar alone on a server that has MicroProfile Telemetry and no MicroProfile Metrics. */
@ExtendWith(ArquillianExtension.class)
@Tag("otel")
class OpenTelemetryIT {
  private static final String EXPORTING = "exporting";
  private static final String SILENT = "silent";

  private static final OtlpReceiver RECEIVER = Telemetry.receiver();

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = EXPORTING, managed = false, testable = false)
  static WebArchive exporting() {
    return Wars.probeWithAllBeans(EXPORTING, Telemetry.config(RECEIVER));
  }

  @Deployment(name = SILENT, managed = false, testable = false)
  static WebArchive silent() {
    return Wars.probeWithAllBeans(SILENT);
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }

  @Test
  void sameEventsGiveTheSamplesOfTheReferenceOverOtlp() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    Client client = new Client(EXPORTING);
    deployer.deploy(EXPORTING);
    try {
      RECEIVER.awaitMetrics(MetricSet::assertThatClosedSeriesOfCountersAndGaugesAreAtZero);

      Reduced.letTheEventsHappen(client);

      RECEIVER.awaitMetrics(MetricSet::assertThatSamplesAreTheReferences);
      assertThat(RECEIVER.metrics())
          .extracting(Metric::getName)
          .doesNotHaveDuplicates()
          .hasSize(18); // all 21 but the phases and the two for each app, which recorded nothing
      Telemetry.assertThatNoSeriesIsDropped(client, RECEIVER);
    } finally {
      deployer.undeploy(EXPORTING);
    }
    assertThat(log.messages())
        .contains("BYT0016: metrics backend opentelemetry, endpoint none of its own,");
    assertThat(Telemetry.problems(log)).isEmpty();
  }

  @Test
  void whereTelemetryIsNotEnabledTheBuiltInBackendRecords() throws Exception {
    Reduced.assertThatTheBuiltInBackendRecords(SILENT, deployer);
  }
}
