package dev.blockyard.telemetry.probe.control;

import dev.blockyard.telemetry.BlockyardMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Stands in for the bean that the module would bring. */
@ApplicationScoped
public class NoModule {
  @Produces
  BlockyardMetrics metrics() {
    return BlockyardMetrics.noop();
  }
}
