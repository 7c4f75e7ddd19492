package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Telemetry;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar on a server that has both MicroProfile Metrics and MicroProfile Telemetry, both on. */
@ExtendWith(ArquillianExtension.class)
@Tag("both")
class BothApisIT {
  private static final String APPLICATION = "both";

  private static final OtlpReceiver RECEIVER = Telemetry.receiver();

  private final Client client = new Client(APPLICATION);

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Wars.probe(APPLICATION, Telemetry.config(RECEIVER));
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }

  @Test
  void metricsAreTheServersAndNoneOfThemIsExportedOverOtlp() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(APPLICATION);
    try {
      MetricSet.assertThatClosedSeriesAreAtZero(client.metrics());
      Reduced.letTheEventsHappen(client);
      client.awaitMetrics(MetricSet::assertThatSamplesAreTheReferences);

      RECEIVER.awaitNextExports(2); // the first may have been collected before the events
      assertThat(RECEIVER.names()).isNotEmpty().noneMatch(name -> name.contains("blockyard"));
    } finally {
      deployer.undeploy(APPLICATION);
    }
    assertThat(log.messages()).contains("BYT0016: metrics backend microprofile-metrics,");
    assertThat(Telemetry.problems(log)).isEmpty();
  }
}
