package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.TraceSettingsScenario;
import dev.blockyard.telemetry.testing.TraceReceiver;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** What the user says of OpenTelemetry on Open Liberty. */
@Tag("both")
class TraceSettingsIT extends TraceSettingsScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  TraceSettingsIT() {
    super(RECEIVER);
  }

  @Deployment(name = OWN, managed = false, testable = false)
  static WebArchive own() {
    return own(RECEIVER);
  }

  @Deployment(name = SILENT, managed = false, testable = false)
  static WebArchive withoutSettings() {
    return silent();
  }

  @Deployment(name = OFF, managed = false, testable = false)
  static WebArchive off() {
    return off(RECEIVER);
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }
}
