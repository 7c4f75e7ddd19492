package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.EndpointScenario;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The metric set of the jar alone. */
class MetricSetIT extends EndpointScenario {
  MetricSetIT() {
    super("metric-set");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("metric-set");
  }
}
