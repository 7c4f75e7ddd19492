package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSetScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The metric set on Open Liberty. */
class MetricSetIT extends MetricSetScenario {
  MetricSetIT() {
    super(new Client("metric-set"));
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("metric-set");
  }

  @Test
  void applicationHasNoEndpointOfItsOwnBesideTheServers() throws Exception {
    assertThat(client.get("metrics").statusCode()).isEqualTo(404);
  }
}
