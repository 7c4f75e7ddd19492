package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Each end that a request can have on Open Liberty. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super(
        "requests",
        Map.of(
            RequestEnd.IO_EXCEPTION_WITH_PAGE, new Expected(404, "5xx"),
            RequestEnd.ERROR_WITH_PAGE, new Expected(404, "5xx"),
            RequestEnd.RUNTIME_EXCEPTION_AFTER_ERROR_SENT, new Expected(404, "4xx"),
            RequestEnd.IO_EXCEPTION_AFTER_ERROR_SENT, new Expected(404, "4xx"),
            RequestEnd.ERROR_AFTER_ERROR_SENT, new Expected(404, "4xx"),
            RequestEnd.VIRTUAL_MACHINE_ERROR_AFTER_ERROR_SENT, new Expected(404, "4xx")),
        false);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests");
  }
}
