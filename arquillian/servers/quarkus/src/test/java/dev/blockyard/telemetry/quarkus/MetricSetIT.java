package dev.blockyard.telemetry.quarkus;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSetScenario;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The metric set of the built-in backend. */
class MetricSetIT extends MetricSetScenario {
  MetricSetIT() {
    super(new Client(Settings.APPLICATION));
  }

  @Deployment(testable = false)
  static JavaArchive application() {
    return Settings.untraced();
  }
}
