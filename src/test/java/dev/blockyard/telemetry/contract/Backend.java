package dev.blockyard.telemetry.contract;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import java.util.Set;

/** A real backend that nothing else uses. */
public interface Backend extends AutoCloseable {
  /** Starts to record, with the histograms by app. */
  BlockyardMetrics start(int maxApps);

  /** Starts to record as a program without CDI does it. */
  BlockyardMetrics door();

  /** What the backend shows now, under Prometheus names. */
  Exposition exposition();

  /** The {@code app} values of {@code blockyard_proxy_requests_total}, unescaped. */
  Set<String> apps();

  /** Whether the backend's API can remove a series of a histogram. */
  default boolean removesHistograms() {
    return true;
  }

  /** Whether a histogram without a value has samples. */
  default boolean showsEmptyHistograms() {
    return true;
  }

  /** The value of {@code blockyard.telemetry.metrics.backend} that selects this backend. */
  String name();

  @Override
  void close();
}
