package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar dropped into an application, and the series that the server then shows. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MetricSetIT {
  private final Client client = new Client("metric-set");

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("metric-set");
  }

  @Test
  @Order(1)
  void everyClosedSeriesIsThereAtZeroBeforeTheFirstEvent() throws Exception {
    MetricSet.assertThatClosedSeriesAreAtZero(client.metrics());
  }

  @Test
  @Order(2)
  void sameEventsGiveTheSamplesOfTheReference() throws Exception {
    assertThat(client.send("POST", "events/script").statusCode()).isEqualTo(200);
    assertThat(client.get("app/plain?app1").statusCode()).isEqualTo(200);
    assertThat(client.get("app/nowhere").statusCode()).isEqualTo(404);

    client.awaitMetrics(MetricSet::assertThatSamplesAreTheReferences);
  }

  @Test
  void applicationHasNoEndpointOfItsOwnBesideTheServers() throws Exception {
    assertThat(client.get("metrics").statusCode()).isEqualTo(404);
  }
}
