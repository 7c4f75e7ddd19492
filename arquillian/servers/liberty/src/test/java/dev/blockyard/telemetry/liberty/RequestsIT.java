package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Each end that a request can have on Open Liberty. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super("requests", Map.of(), false);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests");
  }
}
