package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.SampleScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** The sample platform where Open Liberty has no metrics: on the built-in backend. */
@Tag("otel")
class BuiltInSampleIT extends SampleScenario {
  @Deployment(name = SAMPLE, managed = false, testable = false)
  static WebArchive deployment() {
    return Wars.sample();
  }
}
