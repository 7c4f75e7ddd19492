package dev.blockyard.telemetry.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.RequestsScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Each end that a request can have on Tomcat. */
class RequestsIT extends RequestsScenario {
  RequestsIT() {
    super("requests", differences(), false);
  }

  private static Map<RequestEnd, Expected> differences() {
    Map<RequestEnd, Expected> differences = new EnumMap<>(RequestEnd.class);
    differences.put(RequestEnd.FILE_NOT_FOUND_EXCEPTION, new Expected(500, "5xx"));
    differences.put(RequestEnd.RUNTIME_EXCEPTION_AFTER_COMMIT, new Expected(0, "2xx"));
    differences.put(RequestEnd.IO_EXCEPTION_AFTER_COMMIT, new Expected(0, "2xx"));
    differences.put(RequestEnd.VIRTUAL_MACHINE_ERROR, new Expected(0, "5xx"));
    differences.put(RequestEnd.VIRTUAL_MACHINE_ERROR_AFTER_ERROR_SENT, new Expected(0, "4xx"));
    differences.put(RequestEnd.ASYNC_DISPATCHED_TO_NOWHERE, new Expected(404, "4xx"));
    differences.put(RequestEnd.ASYNC_DISPATCHED_TO_EXCEPTION_AFTER_START, new Expected(0, "5xx"));
    differences.put(RequestEnd.ASYNC_EXCEPTION_AFTER_START, new Expected(0, "5xx"));
    differences.put(RequestEnd.ASYNC_COMMITTED_AND_TIMED_OUT, new Expected(0, "2xx"));
    if (System.getProperty("tomcat.home", "").contains("apache-tomcat-11")) {
      // Tomcat 10 only says that such a response is committed.
      Expected committed = new Expected(200, "2xx");
      differences.put(RequestEnd.RUNTIME_EXCEPTION_AFTER_WHOLE_BODY, committed);
      differences.put(RequestEnd.IO_EXCEPTION_AFTER_WHOLE_BODY, committed);
      differences.put(RequestEnd.ERROR_AFTER_WHOLE_BODY, committed);
    }
    return differences;
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe("requests").addClasses(AnsweredFailureServlet.class);
  }

  @Test
  void failureThatAListenerAnswersIsCountedWithItsAnswer() throws Exception {
    assertThat(new Client("requests").get("app/answered-failure").statusCode()).isEqualTo(200);

    awaitCount("answered-failure", "2xx");
  }
}
