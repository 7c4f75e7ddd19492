package dev.blockyard.telemetry.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.ServerLog;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The start line, which follows the settings of the machine, and nothing else. */
@ExtendWith(ArquillianExtension.class)
class StartIT {
  private static final String PATTERNS = "patterns";
  private static final String OFF = "off";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = PATTERNS, managed = false, testable = false)
  static JavaArchive patterns() {
    return Settings.of(
        PATTERNS,
        "quarkus.otel.sdk.disabled=true",
        "blockyard.telemetry.proxy.url-patterns=/app/*,/apps/*");
  }

  @Deployment(name = OFF, managed = false, testable = false)
  static JavaArchive off() {
    return Settings.of(OFF, "quarkus.otel.sdk.disabled=true", "blockyard.telemetry.enabled=false");
  }

  @Test
  void oneLineStatesWhatIsRegistered() throws Exception {
    ServerLog log = start(PATTERNS, 200);
    assertThat(log.messages().lines().filter(line -> line.contains("BYT")))
        .singleElement()
        .asString()
        .contains(
            "BYT0016: metrics backend prometheus, endpoint /metrics, counted requests"
                + " /app/*,/apps/*, tracing ");
  }

  @Test
  void moduleThatIsOffLogsNothing() throws Exception {
    assertThat(start(OFF, 404).messages()).doesNotContain("BYT");
  }

  private ServerLog start(String application, int endpoint) throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(application);
    try {
      Client client = new Client(Settings.APPLICATION);
      assertThat(client.get("app/plain").statusCode()).isEqualTo(200);
      assertThat(client.get("metrics").statusCode()).isEqualTo(endpoint);
    } finally {
      deployer.undeploy(application);
    }
    assertThat(log.problems()).isEmpty();
    return log;
  }
}
