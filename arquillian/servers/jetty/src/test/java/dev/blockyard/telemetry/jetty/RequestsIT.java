package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Each end that a request can have on Jetty. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super("requests", differences(), false);
  }

  private static Map<RequestEnd, Expected> differences() {
    Expected committed = new Expected(200, "2xx");
    Expected sent = new Expected(404, "4xx");
    Map<RequestEnd, Expected> differences = new EnumMap<>(RequestEnd.class);
    differences.put(RequestEnd.FILE_NOT_FOUND_EXCEPTION, new Expected(500, "5xx"));
    differences.put(RequestEnd.RUNTIME_EXCEPTION_AFTER_COMMIT, new Expected(0, "2xx"));
    differences.put(RequestEnd.IO_EXCEPTION_AFTER_COMMIT, new Expected(0, "2xx"));
    differences.put(RequestEnd.RUNTIME_EXCEPTION_AFTER_WHOLE_BODY, committed);
    differences.put(RequestEnd.IO_EXCEPTION_AFTER_WHOLE_BODY, committed);
    differences.put(RequestEnd.ERROR_AFTER_WHOLE_BODY, committed);
    differences.put(RequestEnd.RUNTIME_EXCEPTION_AFTER_ERROR_SENT, sent);
    differences.put(RequestEnd.IO_EXCEPTION_AFTER_ERROR_SENT, sent);
    differences.put(RequestEnd.ERROR_AFTER_ERROR_SENT, sent);
    differences.put(RequestEnd.VIRTUAL_MACHINE_ERROR_AFTER_ERROR_SENT, sent);
    differences.put(RequestEnd.ASYNC_DISPATCHED_TO_NOWHERE, sent);
    return differences;
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests");
  }
}
