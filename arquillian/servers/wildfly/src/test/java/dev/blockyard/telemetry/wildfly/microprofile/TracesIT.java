package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.TraceScenario;
import dev.blockyard.telemetry.container.TracedRequest;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Traces on WildFly, which starts spans for JAX-RS alone: below the module's, whether or not the
 * client sent a trace context.
 */
@ExtendWith(ArquillianExtension.class)
class TracesIT extends TraceScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  TracesIT() {
    super(
        "traces",
        RECEIVER,
        Map.of(
            TracedRequest.JAX_RS,
            """
            SERVER GET /traces/rest/* 200
              SERVER GET /traces/rest/builds/{sound} 200
                INTERNAL bundle.restore
            """,
            TracedRequest.JAX_RS_EXCEPTION,
            """
            SERVER GET /traces/rest/* 500 ERROR 500
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
