package dev.blockyard.sample;

import dev.blockyard.telemetry.CountedAuditDrop;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who changed what. Entries gather in a bounded buffer which a thread of its own writes out at an
 * interval, so that nobody who records one ever waits; when the buffer is full, an entry is lost.
 */
@ApplicationScoped
class AuditLog {
  private static final System.Logger LOG = System.getLogger("dev.blockyard.sample.audit");

  @Inject
  @ConfigProperty(name = "sample.audit.capacity", defaultValue = "1000")
  int capacity;

  @Inject
  @ConfigProperty(name = "sample.audit.interval", defaultValue = "PT1S")
  Duration interval;

  @SuppressWarnings("NullAway.Init") // by open()
  private BlockingQueue<String> buffer;

  @SuppressWarnings("NullAway.Init") // by open()
  private Ticks writer;

  @PostConstruct
  void open() {
    buffer = new ArrayBlockingQueue<>(capacity);
    writer = Ticks.start(interval, this::write);
  }

  /** Takes an entry; {@code false} says that there was no room, and that is the drop. */
  @CountedAuditDrop
  boolean record(String entry) {
    return buffer.offer(entry);
  }

  private int write() {
    int written = 0;
    for (String entry = buffer.poll(); entry != null; entry = buffer.poll()) {
      LOG.log(System.Logger.Level.INFO, entry);
      written++;
    }
    return written;
  }

  @PreDestroy
  void close() {
    writer.close();
    write();
  }
}
