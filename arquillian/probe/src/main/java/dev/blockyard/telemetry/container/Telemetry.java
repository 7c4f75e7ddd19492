package dev.blockyard.telemetry.container;

import dev.blockyard.telemetry.testing.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;

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
}
