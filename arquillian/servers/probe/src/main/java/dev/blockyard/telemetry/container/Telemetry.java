package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** MicroProfile Telemetry, configured in an application to export metrics to this test. */
public final class Telemetry {
  private Telemetry() {}

  /** Starts to receive. */
  public static OtlpReceiver receiver() {
    try {
      return OtlpReceiver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a user sets, with an export so often that a test need not wait. */
  public static String[] config(OtlpReceiver receiver) {
    return new String[] {
      "otel.sdk.disabled=false",
      "otel.exporter.otlp.endpoint=" + receiver.endpoint(),
      "otel.exporter.otlp.protocol=http/protobuf",
      "otel.metric.export.interval=200",
      "otel.traces.exporter=none",
      "otel.logs.exporter=none"
    };
  }

  /** Lets requests of many apps happen, and waits until every series of theirs has arrived. */
  public static void assertThatNoSeriesIsDropped(Client client, OtlpReceiver receiver)
      throws IOException, InterruptedException {
    assertThat(client.send("POST", "events/flood").statusCode()).isEqualTo(200);
    receiver.awaitMetrics(
        now ->
            assertThat(
                    now.samples(
                        key -> key.startsWith("blockyard_proxy_requests_total{app=\"flood")))
                .hasSize(450 * 5)
                .containsValue(1.0));
  }

  /**
   * Returns the warnings and errors of the log, without what a server's exporter says of an idle
   * connection that was closed, or of an export that the end of the application interrupts. What
   * never arrives fails the test that waits for it.
   */
  public static List<String> problems(ServerLog log) throws IOException {
    return log.problems().stream().filter(problem -> !problem.contains("HttpExporter")).toList();
  }
}
