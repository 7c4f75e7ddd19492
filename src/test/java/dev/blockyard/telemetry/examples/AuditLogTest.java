package dev.blockyard.telemetry.examples;

import static dev.blockyard.telemetry.testing.Series.auditEntriesDropped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.RecordedMetrics;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;

class AuditLogTest {
  private final RecordedMetrics metrics = RecordedMetrics.create();
  private final AuditLog log = new AuditLog(new ArrayBlockingQueue<>(1), metrics.recorder());

  @Test
  void anEntryIsDroppedWhenTheBufferIsFull() {
    log.write("ada signed in");
    assertThat(metrics).nothingMoved();

    log.write("ada started shop");
    assertThat(metrics).counted(auditEntriesDropped(), 1).andNothingElse();
  }
}
