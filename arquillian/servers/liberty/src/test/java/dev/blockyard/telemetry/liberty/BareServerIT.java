package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.ConsoleScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar on a server that has nothing of MicroProfile, not even its configuration. */
@Tag("bare")
class BareServerIT extends ConsoleScenario {
  private static final String APPLICATION = "bare";
  private static final String JAR_ALONE = "jar-alone";

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Wars.probeWithAllBeans(APPLICATION);
  }

  @Deployment(name = JAR_ALONE, managed = false, testable = false)
  static WebArchive jarAlone() {
    return Wars.probeWithJarAlone(JAR_ALONE);
  }

  @Test
  void jarWithoutItsDependenciesSaysWhichOnes() throws Exception {
    assertThatStartSays(JAR_ALONE, "BYT0003: no metrics are recorded: ");
  }

  @Test
  void theBuiltInBackendRecordsEveryEvent() throws Exception {
    Reduced.assertThatTheBuiltInBackendRecords(APPLICATION, deployer);
  }
}
