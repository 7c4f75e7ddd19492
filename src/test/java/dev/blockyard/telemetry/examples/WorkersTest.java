package dev.blockyard.telemetry.examples;

import static dev.blockyard.telemetry.StopReason.CRASHED;
import static dev.blockyard.telemetry.testing.Series.coldStarts;
import static dev.blockyard.telemetry.testing.Series.workersActive;
import static dev.blockyard.telemetry.testing.Series.workersSpawned;
import static dev.blockyard.telemetry.testing.Series.workersStopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.MetricsSnapshot;
import dev.blockyard.telemetry.testing.RecordedMetrics;
import dev.blockyard.telemetry.testing.TelemetryExtension;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnableWeld
class WorkersTest {
  @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();
  @WeldSetup final WeldInitiator weld = WeldInitiator.of(Workers.class);

  @Test
  void aCrashIsCountedOnce(Workers workers) {
    workers.spawn("shop");
    RecordedMetrics metrics = telemetry.metrics();
    MetricsSnapshot before = metrics.snapshot();

    workers.evict("shop", CRASHED);
    workers.evict("shop", CRASHED); // returns false

    assertThat(metrics.since(before)).counted(workersStopped(CRASHED), 1).andNothingElse();
    assertThat(metrics)
        .counted(workersSpawned(), 1)
        .counted(workersStopped(CRASHED), 1)
        .timed(coldStarts(), 1)
        .hasValue(workersActive(), 0)
        .andNothingElse();
  }
}
