package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.ThreadsScenario;
import dev.blockyard.telemetry.testing.TraceReceiver;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Spans on other threads of Open Liberty. */
@ExtendWith(ArquillianExtension.class)
@Tag("both")
class ThreadsIT extends ThreadsScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  ThreadsIT() {
    super("Open Liberty", "threads", RECEIVER);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return probe("threads", RECEIVER, "sessionbeans", "propagation");
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }
}
