package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The audit log, which is written when the platform stops. */
class AuditLogTest {

  @Test
  void entriesSayWhoDidWhatAndWhatWasRefused() throws Exception {
    Entries entries = new Entries();
    Logger log = Logger.getLogger("dev.blockyard.sample.audit");
    log.addHandler(entries);
    try {
      SampleServer server = SampleServer.start(0);
      try {
        int port = server.port();
        String host = "Host: 127.0.0.1:" + port;
        RawAnswer.of(
            port, "POST /api/apps/hello/workers HTTP/1.1", host, "Sec-Fetch-Site: cross-site");
        RawAnswer.of(port, "DELETE /api/apps/shop HTTP/1.1", "Host: attacker.example");
        RawAnswer.of(port, "PUT /api/apps/hello/bundle HTTP/1.1", host);
        RawAnswer.of(port, "DELETE /api/apps/nosuch HTTP/1.1", host);
        RawAnswer.of(port, "DELETE /api/apps/shop HTTP/1.1", host);
        RawAnswer.of(port, "GET /api/apps HTTP/1.1", host);
      } finally {
        server.stop();
      }
    } finally {
      log.removeHandler(entries);
    }

    String who = "anonymous at 127.0.0.1: ";
    assertThat(entries.texts)
        .containsExactly(
            who + "refused POST /api/apps/hello/workers: Not allowed from a page of another origin",
            who
                + "refused DELETE /api/apps/shop: This is not served under the host name of the"
                + " request; the platform's names are set by sample.hosts",
            who + "refused PUT /api/apps/hello/bundle: A bundle is a zip",
            who + "refused DELETE /api/apps/nosuch: No such app",
            who + "app shop deleted");
  }

  private static final class Entries extends Handler {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      texts.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
