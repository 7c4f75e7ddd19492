package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.BindingsScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The bindings in an application with a {@code beans.xml}. */
class BindingsWithBeansXmlIT extends BindingsScenario {
  BindingsWithBeansXmlIT() {
    super("explicit");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probeWithAllBeans("explicit").addAsWebInfResource("probe/beans.xml");
  }
}
