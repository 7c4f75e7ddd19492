package dev.blockyard.telemetry.liberty;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The bindings in an application with a {@code beans.xml}. */
class BindingsWithBeansXmlIT extends BindingsScenario {
  BindingsWithBeansXmlIT() {
    super("explicit");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("explicit").addAsWebInfResource("probe/beans.xml");
  }
}
