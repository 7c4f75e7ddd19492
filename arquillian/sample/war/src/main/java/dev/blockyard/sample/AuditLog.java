package dev.blockyard.sample;

import dev.blockyard.telemetry.CountedAuditDrop;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who changed what, and which calls were refused. A background thread writes the entries out at an
 * interval, so recording one never waits; when the buffer between them is full, an entry is lost.
 */
@ApplicationScoped
class AuditLog {
  private static final System.Logger LOG = System.getLogger("dev.blockyard.sample.audit");
  private static final int MAX_LENGTH = 300;

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

  /** Buffers an entry; {@code false} means that there was no room, and that it was dropped. */
  @CountedAuditDrop
  boolean record(String who, String what) {
    return buffer.offer(who + ": " + what);
  }

  /** Describes who sent a request. Without authentication, that is only an address. */
  static String caller(HttpServletRequest request) {
    return printable(user(request) + " at " + request.getRemoteAddr());
  }

  private static String user(HttpServletRequest request) {
    try {
      String user = request.getRemoteUser();
      return user == null ? "anonymous" : user;
    } catch (RuntimeException e) {
      return "unknown"; // Jetty throws where the credentials are malformed
    }
  }

  /** Describes a call that was refused. */
  static String refused(HttpServletRequest request, String reason) {
    return printable(
        "refused " + request.getMethod() + " " + request.getRequestURI() + ": " + reason);
  }

  /** Replaces what could forge a line of the log or hide a part of one, and bounds the length. */
  private static String printable(String text) {
    String plain = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "...";
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
