package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.EndpointScenario;
import dev.blockyard.telemetry.wildfly.Libraries;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The metric set of the jar alone, where there is not even MicroProfile Config. */
class WithoutConfigIT extends EndpointScenario {
  WithoutConfigIT() {
    super("without-config");
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Libraries.withoutSubsystems(
        Wars.probe("without-config"), "microprofile-config-smallrye", "microprofile-jwt-smallrye");
  }
}
