package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.EndpointScenario;
import dev.blockyard.telemetry.wildfly.Libraries;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The metric set in an application that brings SmallRye Metrics, as it uses MicroProfile Metrics.
 */
class SmallRyeIT extends EndpointScenario {
  SmallRyeIT() {
    super("smallrye");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Libraries.withMetrics(Wars.probe("smallrye"));
  }
}
