package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSetScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The metric set of the built-in backend. */
class MetricSetIT extends MetricSetScenario {
  MetricSetIT() {
    super(new Client("metric-set"));
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("metric-set");
  }
}
