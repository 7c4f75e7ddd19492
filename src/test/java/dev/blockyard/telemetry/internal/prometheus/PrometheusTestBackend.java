package dev.blockyard.telemetry.internal.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.contract.Backend;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.StrictText;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PrometheusTestBackend implements Backend {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Override
  public BlockyardMetrics start(int maxApps) {
    return new RecordingMetrics(new PrometheusInstruments(registry), maxApps, true);
  }

  @Override
  public BlockyardMetrics door() {
    return PrometheusMetrics.on(registry);
  }

  @Override
  public Exposition exposition() {
    return Exposition.parse(text(registry, null));
  }

  /** What a client gets that sends this {@code Accept} header. */
  static String text(PrometheusRegistry registry, @Nullable String accept, String... names) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      new PrometheusText(registry).write(text, accept, Set.of(names));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(UTF_8);
  }

  @Override
  public Set<String> apps() {
    return StrictText.parse(text(registry, null)).stream()
        .filter(sample -> sample.name().equals("blockyard_proxy_requests_total"))
        .map(sample -> sample.labels().get("app"))
        .collect(Collectors.toSet());
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public void close() {
    registry.clear();
  }
}
