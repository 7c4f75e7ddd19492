package dev.blockyard.telemetry.payara;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Each end that a request can have on Payara. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super(
        "requests",
        Map.of(
            RequestEnd.FILE_NOT_FOUND_EXCEPTION, new Expected(500, "5xx"),
            RequestEnd.ASYNC_DISPATCHED_TO_NOWHERE, new Expected(404, "4xx")),
        false);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests");
  }
}
