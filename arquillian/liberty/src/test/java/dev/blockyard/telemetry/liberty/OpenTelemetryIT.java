package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static final String CLOSED_SERIES_AT_ZERO =
      "workers_active=0 workers{state=\"busy\"}=0 workers{state=\"idle\"}=0"
          + " workers{state=\"draining\"}=0 sessions_active=0 workers_spawned_total=0"
          + " workers_stopped_total{reason=\"graceful\"}=0"
          + " workers_stopped_total{reason=\"crashed\"}=0"
          + " workers_stopped_total{reason=\"idle_timeout\"}=0 bundles_uploaded_total=0"
          + " bundle_restores_succeeded_total=0 bundle_restores_failed_total=0"
          + " audit_entries_dropped_total=0";

  private static final OtlpReceiver RECEIVER = Reduced.receiver();

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = EXPORTING, managed = false, testable = false)
  static WebArchive exporting() {
    return Reduced.exportingTo(RECEIVER, Reduced.probe(EXPORTING));
  }

  @Deployment(name = SILENT, managed = false, testable = false)
  static WebArchive silent() {
    return Reduced.probe(SILENT);
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
      RECEIVER.awaitMetrics(
          now -> assertThat(now.samples()).isEqualTo(Moves.parse(CLOSED_SERIES_AT_ZERO)));

      Reduced.letTheEventsHappen(client);

      RECEIVER.awaitMetrics(MetricSet::assertThatSamplesAreTheReferences);
      assertThat(RECEIVER.metrics())
          .extracting(Metric::getName)
          .doesNotHaveDuplicates()
          .hasSize(14);
    } finally {
      deployer.undeploy(EXPORTING);
    }
    assertThat(log.messages())
        .contains("BYT0016: metrics backend opentelemetry, endpoint none of its own,");
    assertThat(log.problems()).isEmpty();
  }

  @Test
  void whereTelemetryIsNotEnabledTheCallsPassAndOneWarningSaysSo() throws Exception {
    Reduced.assertThatCallsPassAndOneWarningSaysThatNothingIsRecorded(SILENT, deployer);
  }
}
