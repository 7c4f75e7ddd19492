package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.contract.Backend;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.StrictText;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** SmallRye Metrics. */
public final class MicroProfileTestBackend implements Backend {
  private final TestRegistry registry = new TestRegistry();

  @Override
  public BlockyardMetrics start(int maxApps) {
    return new RecordingMetrics(
        new MicroProfileInstruments(registry.registry(), false, Optional.empty()), maxApps, true);
  }

  @Override
  public BlockyardMetrics door() {
    return MicroProfileMetrics.on(registry.registry());
  }

  @Override
  public Exposition exposition() {
    return registry.exposition();
  }

  /** The samples, read strictly. */
  public List<StrictText.Sample> samples() {
    return registry.samples();
  }

  @Override
  public Set<String> apps() {
    return registry.samples().stream()
        .filter(sample -> sample.name().equals("blockyard_proxy_requests_total"))
        .map(sample -> sample.labels().get("app"))
        .collect(Collectors.toSet());
  }

  @Override
  public String name() {
    return "microprofile-metrics";
  }

  @Override
  public void close() {
    registry.close();
  }
}
