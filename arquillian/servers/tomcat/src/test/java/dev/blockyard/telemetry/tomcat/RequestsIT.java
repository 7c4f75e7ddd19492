package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Each end that a request can have on Tomcat. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super(
        "requests",
        Map.of(
            RequestEnd.FILE_NOT_FOUND_EXCEPTION, new Expected(500, "5xx"),
            RequestEnd.ERROR_WITH_PAGE, new Expected(404, "4xx"),
            RequestEnd.RUNTIME_EXCEPTION_AFTER_COMMIT, new Expected(0, "2xx"),
            RequestEnd.IO_EXCEPTION_AFTER_COMMIT, new Expected(0, "2xx"),
            RequestEnd.ASYNC_DISPATCHED_TO_NOWHERE, new Expected(404, "4xx"),
            RequestEnd.ASYNC_EXCEPTION_AFTER_START, new Expected(0, "5xx"),
            RequestEnd.ASYNC_COMMITTED_AND_TIMED_OUT, new Expected(0, "2xx")),
        false);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests");
  }
}
