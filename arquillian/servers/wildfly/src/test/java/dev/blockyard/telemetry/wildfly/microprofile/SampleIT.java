package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.SampleScenario;
import dev.blockyard.telemetry.wildfly.Libraries;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample platform beside SmallRye Metrics. */
class SampleIT extends SampleScenario {
  @Deployment(name = SAMPLE, managed = false, testable = false)
  static WebArchive deployment() {
    return Libraries.withMetrics(sample());
  }
}
