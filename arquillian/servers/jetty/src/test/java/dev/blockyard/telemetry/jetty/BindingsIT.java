package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.CdiBindingsScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The bindings on CDI beans, the only ones that a servlet container has. */
class BindingsIT extends CdiBindingsScenario {
  BindingsIT() {
    super("bindings");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("bindings");
  }
}
