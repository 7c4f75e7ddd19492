package dev.blockyard.telemetry.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Quarkus starts a SERVER span for each request; the module's span is below it, no second SERVER
 * span.
 */
@ExtendWith(ArquillianExtension.class)
class TracesIT {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  private static final String CALLS =
      """
          INTERNAL proxy.forward app=shop
          INTERNAL worker.cold_start app=shop
            INTERNAL worker.spawn app=shop
      """;

  private final Client client = new Client(Settings.APPLICATION);

  @Deployment(testable = false)
  static JavaArchive application() {
    return Settings.of(
        Settings.APPLICATION,
        "quarkus.otel.exporter.otlp.endpoint=http://" + RECEIVER.endpoint(),
        "quarkus.otel.bsp.schedule.delay=50ms");
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "plain,     200",
    "nothing,   404",
    "exception, 500 ERROR 500",
    "async,     503 ERROR 503",
  })
  void spanOfARequestIsBelowThatOfQuarkus(String path, String end)
      throws IOException, InterruptedException {
    assertTree(path, end, "");
  }

  @Test
  void spansOfCallsAreBelowThatOfTheRequest() throws IOException, InterruptedException {
    assertTree("cold-start", "200", CALLS);
  }

  private void assertTree(String path, String end, String calls)
      throws IOException, InterruptedException {
    String trace = client.getTraced("app/trace/" + path);
    RECEIVER.await(
        () ->
            assertThat(RECEIVER.tree(trace))
                .isEqualTo(
                    """
                    ^ SERVER GET /probe/ %1$s
                      INTERNAL GET /probe/app/trace/* %1$s app=shop
                    """
                            .formatted(end)
                        + calls));
  }
}
