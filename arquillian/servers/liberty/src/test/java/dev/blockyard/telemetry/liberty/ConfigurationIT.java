package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications that configure the module in their own {@code microprofile-config.properties}. */
@ExtendWith(ArquillianExtension.class)
class ConfigurationIT {
  private static final String OFF = "off";
  private static final String UNUSABLE = "unusable";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = OFF, managed = false, testable = false)
  static WebArchive off() {
    return Wars.probe(OFF, "blockyard.telemetry.enabled=false");
  }

  @Deployment(name = UNUSABLE, managed = false, testable = false)
  static WebArchive unusable() {
    return Wars.probe(UNUSABLE, "blockyard.telemetry.enabled=on");
  }

  @Test
  void nothingIsRegisteredWhereTheModuleIsOff() throws Exception {
    Client client = new Client(OFF);
    deployer.deploy(OFF);
    try {
      assertThat(client.get("aside/filters").body()).doesNotContain("blockyard-telemetry");
      assertThat(client.get("app/plain").statusCode()).isEqualTo(200);
      assertThat(client.send("POST", "events/script").statusCode()).isEqualTo(200);
      assertThat(client.send("POST", "events/evict").statusCode()).isEqualTo(200);
      assertThat(client.metrics().samples(key -> key.startsWith("blockyard_"))).isEmpty();
    } finally {
      deployer.undeploy(OFF);
    }
  }

  @Test
  void unusableValueFailsTheDeploymentAndSaysWhichAndWhy() throws Exception {
    ServerLog log = ServerLog.sinceNow();

    Throwable failure = catchThrowable(() -> deployer.deploy(UNUSABLE));

    try {
      assertThat(failure).isNotNull();
      assertThat(log.messages())
          .contains(
              "BYT0001: blockyard.telemetry.enabled is \"on\", which cannot be used: it may be"
                  + " true or false");
      assertThat(new Client(UNUSABLE).get("app/plain").statusCode()).isEqualTo(404);
    } finally {
      deployer.undeploy(UNUSABLE);
    }
  }
}
