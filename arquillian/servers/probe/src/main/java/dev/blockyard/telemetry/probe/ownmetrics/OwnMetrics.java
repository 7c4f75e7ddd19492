package dev.blockyard.telemetry.probe.ownmetrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Metrics of the application itself. */
@ApplicationScoped
public class OwnMetrics {
  @Inject MetricRegistry registry;

  void record(Duration duration) {
    registry.timer("probe_render_seconds").update(duration);
    registry.timer("probe_other_seconds").update(duration);
  }
}
