package dev.blockyard.telemetry.quarkus;

import dev.blockyard.telemetry.container.CdiBindingsScenario;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The bindings on CDI beans. */
class BindingsIT extends CdiBindingsScenario {
  BindingsIT() {
    super(Settings.APPLICATION);
  }

  @Deployment(testable = false)
  static JavaArchive application() {
    return Settings.untraced();
  }
}
