package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.Libraries;
import dev.blockyard.telemetry.wildfly.SmallRyeScenario;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The metric set of the jar beside SmallRye Metrics. */
class MetricSetIT extends SmallRyeScenario {
  MetricSetIT() {
    super("metric-set");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Libraries.withMetrics(Wars.probe("metric-set"));
  }
}
