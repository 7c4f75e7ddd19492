package dev.blockyard.telemetry.wildfly.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenTelemetry's Java agent starts a SERVER span for each request on WildFly; the module's span is
 * below it, no second SERVER span.
 */
@ExtendWith({StartedWithAgent.class, ArquillianExtension.class})
class JavaAgentIT {
  private static final TraceReceiver RECEIVER = StartedWithAgent.RECEIVER;

  private final Client client = new Client("agent");

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe(
        "agent",
        "blockyard.telemetry.otlp.endpoint=" + RECEIVER.endpoint(),
        "otel.bsp.schedule.delay=50");
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 200, ''",
    "nothing, 404, HttpServletResponseImpl.sendError",
    "exception, 500 ERROR 500, ''",
    "async, 503 ERROR 503, ''",
  })
  void spanOfARequestIsBelowTheAgents(String path, String end, String ofTheAgent)
      throws IOException, InterruptedException {
    String trace = client.getTraced("app/trace/" + path);
    RECEIVER.await(
        () ->
            // Without the spans that the agent makes of the server's exports.
            assertThat(RECEIVER.tree(trace))
                .isEqualTo(
                    """
                    ^ SERVER GET /agent/app/trace/* %1$s
                      INTERNAL GET /agent/app/trace/* %1$s app=shop
                    """
                            .formatted(end)
                        + (ofTheAgent.isEmpty() ? "" : "  INTERNAL " + ofTheAgent + "\n")));
  }
}
