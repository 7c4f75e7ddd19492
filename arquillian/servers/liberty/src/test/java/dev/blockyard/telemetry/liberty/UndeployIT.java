package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that is stopped, and comes again. */
@ExtendWith(ArquillianExtension.class)
class UndeployIT {
  private static final String APPLICATION = "undeploy";

  private final Client client = new Client(APPLICATION);

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Wars.probe(APPLICATION);
  }

  @Test
  void everySeriesGoesWithTheApplicationEvenIfNoThreadOfTheServersRegisteredIt() throws Exception {
    deployer.deploy(APPLICATION);
    try {
      assertThat(client.send("POST", "events/background").statusCode()).isEqualTo(200);
      assertThat(client.get("app/end/runtime-exception").statusCode()).isEqualTo(500);
      client.awaitMetrics(
          now ->
              assertThat(now.samples())
                  .containsKeys(
                      "blockyard_health_checks_failed_total{app=\"background\"}",
                      "blockyard_proxy_requests_total{app=\"runtime-exception\",status=\"5xx\"}"));
    } finally {
      deployer.undeploy(APPLICATION);
    }
    client.awaitNoSeries();

    deployer.deploy(APPLICATION);
    try {
      MetricSet.assertThatClosedSeriesAreAtZero(client.metrics());
    } finally {
      deployer.undeploy(APPLICATION);
    }
  }
}
