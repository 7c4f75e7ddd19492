package dev.blockyard.telemetry.wildfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.ServerLog;
import java.io.File;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WAR whose POM has the dependencies of the page about servers, and nothing else. */
@ExtendWith(ArquillianExtension.class)
class DocumentedIT {
  private static final String DOCUMENTED = "documented";

  private final Client client = new Client(DOCUMENTED, self -> self.get("internal/metrics").body());

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = DOCUMENTED, managed = false, testable = false)
  static WebArchive application() {
    File war = new File(System.getProperty("documented.war", ""));
    return ShrinkWrap.create(ZipImporter.class, DOCUMENTED + ".war")
        .importFrom(war)
        .as(WebArchive.class);
  }

  @Test
  void requestIsCountedOnMicroProfileMetricsAndTheKeysAreRead() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(DOCUMENTED);
    try {
      assertThat(client.get("app/anything").statusCode()).isEqualTo(404);
      client.awaitMetrics(
          metrics ->
              assertThat(metrics.samples())
                  .containsEntry(
                      "blockyard_proxy_requests_total{app=\"unknown\",status=\"4xx\"}", 1.0));
    } finally {
      deployer.undeploy(DOCUMENTED);
    }
    assertThat(log.messages())
        .contains("metrics backend microprofile-metrics, endpoint /internal/metrics,");
  }
}
