package dev.blockyard.telemetry.examples;

import dev.blockyard.telemetry.BlockyardMetrics;
import java.util.concurrent.BlockingQueue;

class AuditLog {
  private final BlockingQueue<String> buffer;
  private final BlockyardMetrics metrics;

  AuditLog(BlockingQueue<String> buffer, BlockyardMetrics metrics) {
    this.buffer = buffer;
    this.metrics = metrics;
  }

  void write(String entry) {
    if (!buffer.offer(entry)) {
      metrics.auditEntryDropped();
    }
  }
}
