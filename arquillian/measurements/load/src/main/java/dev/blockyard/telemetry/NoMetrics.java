package dev.blockyard.telemetry;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** What the sample injects. */
@Dependent
class NoMetrics {
  @Produces
  BlockyardMetrics metrics() {
    return BlockyardMetrics.noop();
  }
}
