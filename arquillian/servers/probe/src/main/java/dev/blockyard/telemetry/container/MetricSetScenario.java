package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar dropped into an application, and the series that are then there. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class MetricSetScenario {
  /** The client of the application. */
  protected final Client client;

  protected MetricSetScenario(Client client) {
    this.client = client;
  }

  /** What the metrics are before the first event. */
  protected void assertThatNothingHasHappened(Exposition metrics) throws IOException {
    MetricSet.assertThatClosedSeriesAreAtZero(metrics);
  }

  @Test
  @Order(1)
  void everyClosedSeriesIsThereAtZeroBeforeTheFirstEvent() throws Exception {
    client.awaitMetrics(this::assertThatNothingHasHappened);
  }

  @Test
  @Order(2)
  void sameEventsGiveTheSamplesOfTheReference() throws Exception {
    assertThat(client.send("POST", "events/script").statusCode()).isEqualTo(200);
    assertThat(client.get("app/plain?app1").statusCode()).isEqualTo(200);
    assertThat(client.get("app/nowhere").statusCode()).isEqualTo(404);

    client.awaitMetrics(MetricSet::assertThatSamplesAreTheReferences);
  }
}
