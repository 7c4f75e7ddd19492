package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.RedeployScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application that comes and goes with the built-in backend. GlassFish keeps each of its class
 * loaders, with and without the module, so that this tests series, threads and the log alone.
 */
class RedeployIT extends RedeployScenario {
  RedeployIT() {
    super(true);
  }

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Wars.probe(APPLICATION);
  }

  @Deployment(name = CONTROL, managed = false, testable = false)
  static WebArchive withoutTheModule() {
    return Wars.control(CONTROL);
  }
}
