package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.ThreadsScenario;
import dev.blockyard.telemetry.testing.TraceReceiver;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** Spans on other threads of WildFly, which has no session beans in this configuration. */
@ExtendWith(ArquillianExtension.class)
class ThreadsIT extends ThreadsScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  ThreadsIT() {
    super("WildFly", "threads", RECEIVER);
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return probe("threads", RECEIVER);
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }
}
