package dev.blockyard.telemetry.wildfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.Libraries;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar alone, where there is nothing to record with, and not even MicroProfile Config. */
@ExtendWith(ArquillianExtension.class)
class WithoutMetricsIT {
  private static final String ALONE = "alone";
  private static final String WITHOUT_CONFIG = "without-config";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = ALONE, managed = false, testable = false)
  static WebArchive alone() {
    return Wars.probe(ALONE);
  }

  @Deployment(name = WITHOUT_CONFIG, managed = false, testable = false)
  static WebArchive withoutConfig() {
    return Libraries.withoutSubsystems(
        Wars.probe(WITHOUT_CONFIG), "microprofile-config-smallrye", "microprofile-jwt-smallrye");
  }

  @ParameterizedTest
  @ValueSource(strings = {ALONE, WITHOUT_CONFIG})
  void applicationWorksAndIsToldOnceThatNothingIsRecorded(String application) throws Exception {
    Client client = new Client(application);
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(application);
    try {
      for (String event : new String[] {"script", "cold-start", "stop", "evict", "forward"}) {
        assertThat(client.send("POST", "events/" + event).statusCode()).as(event).isEqualTo(200);
      }
      assertThat(client.get("app/plain").statusCode()).isEqualTo(200);
      assertThat(client.get("app/nowhere").statusCode()).isEqualTo(404);
      assertThat(client.get("metrics").statusCode()).isEqualTo(404);
    } finally {
      deployer.undeploy(application);
    }
    assertThat(log.problems()).singleElement().asString().contains("BYT0003");
  }
}
