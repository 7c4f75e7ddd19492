package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The jar on a server that has nothing of MicroProfile, not even its configuration. */
@ExtendWith(ArquillianExtension.class)
@Tag("bare")
class BareServerIT {
  private static final String APPLICATION = "bare";
  private static final String JAR_ALONE = "jar-alone";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

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
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(JAR_ALONE);
    try {
      assertThat(new Client(JAR_ALONE).get("app/plain").statusCode()).isEqualTo(200);
    } finally {
      deployer.undeploy(JAR_ALONE);
    }
    assertThat(log.problems())
        .singleElement()
        .asString()
        .contains("BYT0003: no metrics are recorded: ");
  }

  @Test
  void theBuiltInBackendRecordsEveryEvent() throws Exception {
    Reduced.assertThatTheBuiltInBackendRecords(APPLICATION, deployer);
  }
}
