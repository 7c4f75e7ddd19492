package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.TraceScenario;
import dev.blockyard.telemetry.container.TracedRequest;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Traces on Open Liberty, which starts a span for each request itself, and knows the route of a
 * JAX-RS resource better than the servlet's pattern.
 */
@ExtendWith(ArquillianExtension.class)
@Tag("both")
class TracesIT extends TraceScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  TracesIT() {
    super(
        "traces",
        RECEIVER,
        Map.of(
            TracedRequest.JAX_RS,
            """
            SERVER GET /traces/rest/builds/{sound} 200
              INTERNAL bundle.restore
            """,
            TracedRequest.JAX_RS_EXCEPTION,
            """
            SERVER GET /traces/rest/builds/{sound} 500 ERROR 500
              INTERNAL bundle.restore ERROR java.lang.IllegalStateException
            """));
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return probe("traces", RECEIVER);
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }
}
