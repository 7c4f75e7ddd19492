package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that configures the module in its own {@code microprofile-config.properties}. */
@ExtendWith(ArquillianExtension.class)
class ConfigurationIT {
  private static final String OFF = "off";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = OFF, managed = false, testable = false)
  static WebArchive off() {
    return Wars.probe(OFF, "blockyard.telemetry.enabled=false");
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
}
