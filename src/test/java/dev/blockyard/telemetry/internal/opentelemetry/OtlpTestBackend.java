package dev.blockyard.telemetry.internal.opentelemetry;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.contract.Backend;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/** OpenTelemetry, as exported over OTLP. */
public final class OtlpTestBackend implements Backend {
  private final OtlpReceiver receiver = receiver();
  private final SdkMeterProvider provider = OpenTelemetryMetricsTest.exportingTo(receiver);

  private static OtlpReceiver receiver() {
    try {
      return OtlpReceiver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public BlockyardMetrics start(int maxApps) {
    return new RecordingMetrics(
        new OpenTelemetryInstruments(provider.get("contract")), maxApps, true);
  }

  @Override
  public BlockyardMetrics door() {
    return OpenTelemetryMetrics.on(provider.get("contract"));
  }

  /** Records with any meter, with the histograms by app. */
  public static BlockyardMetrics on(Meter meter) {
    return new RecordingMetrics(new OpenTelemetryInstruments(meter), 10, true);
  }

  @Override
  public Exposition exposition() {
    return Exposition.parse(export().text());
  }

  private OtlpReceiver export() {
    return OpenTelemetryMetricsTest.export(provider, receiver);
  }

  @Override
  public Set<String> apps() {
    return export().metrics().stream()
        .filter(metric -> metric.getName().equals("blockyard.proxy.requests"))
        .flatMap(metric -> metric.getSum().getDataPointsList().stream())
        .flatMap(point -> point.getAttributesList().stream())
        .filter(attribute -> attribute.getKey().equals("app"))
        .map(attribute -> attribute.getValue().getStringValue())
        .collect(Collectors.toSet());
  }

  @Override
  public boolean removesHistograms() {
    return false;
  }

  @Override
  public boolean showsEmptyHistograms() {
    return false;
  }

  @Override
  public String name() {
    return "opentelemetry";
  }

  @Override
  public void close() {
    provider.close();
    receiver.close();
  }
}
