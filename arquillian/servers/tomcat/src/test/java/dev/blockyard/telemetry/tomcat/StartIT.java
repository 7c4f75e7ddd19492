package dev.blockyard.telemetry.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The start line where CDI is no part of the server: Weld starts in an initializer before the
 * module's, or in a listener.
 */
@ExtendWith(ArquillianExtension.class)
class StartIT {
  private static final String REGISTERED = "registered";
  private static final String SHUT_OUT = "shut-out";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = REGISTERED, managed = false, testable = false)
  static WebArchive registered() {
    return Wars.probe(REGISTERED, "blockyard.telemetry.proxy.url-patterns=/app/*,/apps/*");
  }

  /** Without any initializer of a jar, so that Weld needs a listener. */
  @Deployment(name = SHUT_OUT, managed = false, testable = false)
  static WebArchive shutOut() {
    WebArchive war = Wars.probeWithAbsoluteOrdering(SHUT_OUT);
    war.setWebXML(
        new StringAsset(
            "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                + "<listener><listener-class>org.jboss.weld.environment.servlet.Listener"
                + "</listener-class></listener><absolute-ordering/></web-app>"));
    return war;
  }

  @Test
  void oneLineStatesWhatIsRegistered() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deploy(REGISTERED);
    assertThat(log.messages().lines().filter(line -> line.contains("BYT0016")))
        .singleElement()
        .asString()
        .contains(", endpoint /metrics, counted requests /app/*,/apps/*, ");
    assertThat(log.problems()).isEmpty();
  }

  @Test
  void initializerThatIsShutOutIsWarnedAbout() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deploy(SHUT_OUT);
    assertThat(log.messages()).contains("endpoint none of its own, counted requests none, ");
    assertThat(log.problems())
        .singleElement()
        .asString()
        .contains("BYT0069: ", "web application /" + SHUT_OUT);
  }

  private void deploy(String application) throws Exception {
    deployer.deploy(application);
    try {
      assertThat(new Client(application).get("app/plain").statusCode()).isEqualTo(200);
    } finally {
      deployer.undeploy(application);
    }
  }
}
