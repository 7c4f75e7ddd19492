package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.MessagesScenario;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.Libraries;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Messages on the console of WildFly. */
class MessagesIT extends MessagesScenario {
  private static final String JAR_ALONE = "jar-alone";
  private static final String WITHOUT_CDI = "without-cdi";

  @Deployment(name = JAR_ALONE, managed = false, testable = false)
  static WebArchive jarAlone() {
    return Wars.probeWithJarAlone(JAR_ALONE);
  }

  @Deployment(name = WITHOUT_CDI, managed = false, testable = false)
  static WebArchive withoutCdi() {
    return Libraries.withoutSubsystems(Wars.servlet(WITHOUT_CDI), "weld");
  }

  @Test
  void applicationWithoutCdiSaysHowToGetIt() throws Exception {
    assertThatStartSays(WITHOUT_CDI, "BYT0010: requests are not counted: no CDI container in ");
  }

  @Test
  void jarWithoutItsDependenciesSaysWhichOnes() throws Exception {
    assertThatStartSays(
        JAR_ALONE,
        "BYT0003: no metrics are recorded: ",
        "Add io.prometheus:prometheus-metrics-core and ");
  }
}
