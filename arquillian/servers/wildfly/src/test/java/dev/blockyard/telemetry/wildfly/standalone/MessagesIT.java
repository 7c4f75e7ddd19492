package dev.blockyard.telemetry.wildfly.standalone;

import dev.blockyard.telemetry.container.MessagesScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Messages on the console of WildFly. */
class MessagesIT extends MessagesScenario {
  private static final String JAR_ALONE = "jar-alone";

  @Deployment(name = JAR_ALONE, managed = false, testable = false)
  static WebArchive jarAlone() {
    return Wars.probeWithJarAlone(JAR_ALONE);
  }

  @Test
  void jarWithoutItsDependenciesSaysWhichOnes() throws Exception {
    assertThatStartSays(
        JAR_ALONE,
        "BYT0003: no metrics are recorded: ",
        "Add io.prometheus:prometheus-metrics-core and ");
  }
}
