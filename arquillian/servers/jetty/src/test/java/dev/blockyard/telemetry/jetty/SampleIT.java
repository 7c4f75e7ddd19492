package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.SampleScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample platform. */
class SampleIT extends SampleScenario {
  @Deployment(name = SAMPLE, managed = false, testable = false)
  static WebArchive deployment() {
    return Wars.sample();
  }
}
