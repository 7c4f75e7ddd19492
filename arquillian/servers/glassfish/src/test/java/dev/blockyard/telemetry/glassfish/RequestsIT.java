package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Each end that a request can have on GlassFish. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super(
        "requests",
        Map.of(
            RequestEnd.FILE_NOT_FOUND_EXCEPTION, new Expected(500, "5xx"),
            RequestEnd.ASYNC_DISPATCHED_TO_NOWHERE, new Expected(404, "4xx"),
            RequestEnd.ASYNC_TIME_OUT_ANSWERED, new Expected(200, "2xx")),
        false);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests");
  }
}
