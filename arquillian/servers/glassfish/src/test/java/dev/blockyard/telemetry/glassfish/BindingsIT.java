package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.BindingsScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The bindings in an application without a {@code beans.xml}. */
class BindingsIT extends BindingsScenario {
  BindingsIT() {
    super("bindings");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probeWithAllBeans("bindings");
  }
}
