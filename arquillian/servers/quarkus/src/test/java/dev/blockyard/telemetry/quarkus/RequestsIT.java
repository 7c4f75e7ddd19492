package dev.blockyard.telemetry.quarkus;

import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** Each end that a request can have on Quarkus. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super(
        Settings.APPLICATION,
        Map.of(
            RequestEnd.FILE_NOT_FOUND_EXCEPTION, new Expected(500, "5xx"),
            RequestEnd.RUNTIME_EXCEPTION_AFTER_COMMIT, new Expected(500, "5xx"),
            RequestEnd.IO_EXCEPTION_AFTER_COMMIT, new Expected(500, "5xx"),
            RequestEnd.RUNTIME_EXCEPTION_AFTER_WHOLE_BODY, new Expected(200, "2xx"),
            RequestEnd.IO_EXCEPTION_AFTER_WHOLE_BODY, new Expected(200, "2xx"),
            RequestEnd.ERROR_AFTER_WHOLE_BODY, new Expected(200, "2xx"),
            RequestEnd.ASYNC_DISPATCHED_TO_NOWHERE, new Expected(404, "4xx"),
            RequestEnd.ASYNC_TIME_OUT_DISPATCHED, new Expected(500, ""),
            RequestEnd.ASYNC_COMMITTED_AND_TIMED_OUT, new Expected(500, "5xx")),
        false);
  }

  @Override
  protected boolean hasWebSocket() {
    return false;
  }

  @Deployment(testable = false)
  static JavaArchive application() {
    return Settings.untraced();
  }
}
