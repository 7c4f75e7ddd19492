package dev.blockyard.telemetry.examples;

import static dev.blockyard.telemetry.SpawnFailure.ERROR;
import static dev.blockyard.telemetry.testing.Series.workerSpawnsFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.testing.TelemetryExtension;
import jakarta.inject.Inject;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnableAutoWeld
class AutoWorkersTest {
  @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();
  @Inject Workers workers;

  @Test
  void aSpawnThatFailsIsNoColdStart() {
    assertThatThrownBy(() -> workers.spawn(" ")).hasMessage("an app has a name");

    assertThat(telemetry.metrics()).counted(workerSpawnsFailed(ERROR), 1).andNothingElse();
    assertThat(telemetry.spans())
        .tracedFailure("worker.cold_start", "worker.spawn")
        .andNothingElse();
  }
}
