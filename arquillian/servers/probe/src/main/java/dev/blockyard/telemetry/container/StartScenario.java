package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The start line states what was registered, and a warning or a failure what cannot be. */
@ExtendWith(ArquillianExtension.class)
public abstract class StartScenario {
  private static final String REGISTERED = "registered";
  private static final String SHUT_OUT = "shut-out";
  private static final String SHARED = "shared";
  private static final String EACH = "each";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  /** The probe with another pattern. */
  @Deployment(name = REGISTERED, managed = false, testable = false)
  public static WebArchive registered() {
    return Wars.probe(REGISTERED, "blockyard.telemetry.proxy.url-patterns=/app/*,/apps/*");
  }

  /** The probe in an application whose descriptor shuts the initializers of all jars out. */
  @Deployment(name = SHUT_OUT, managed = false, testable = false)
  public static WebArchive shutOut() {
    return Wars.probeWithAbsoluteOrdering(SHUT_OUT);
  }

  /** The module in the library folder of an EAR. */
  @Deployment(name = SHARED, managed = false, testable = false)
  public static EnterpriseArchive shared() {
    return Wars.moduleInEar(SHARED);
  }

  /** The module in each of two WARs in an EAR. */
  @Deployment(name = EACH, managed = false, testable = false)
  public static EnterpriseArchive each() {
    return Wars.moduleInEachWar(EACH);
  }

  @Test
  void oneLineStatesWhatIsRegistered() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(REGISTERED);
    try {
      assertThat(new Client(REGISTERED).get("app/plain").statusCode()).isEqualTo(200);
    } finally {
      deployer.undeploy(REGISTERED);
    }
    assertThat(log.messages().lines().filter(line -> line.contains("BYT0016")))
        .singleElement()
        .asString()
        .contains(", counted requests /app/*,/apps/*, ");
  }

  @Test
  void initializerThatIsShutOutIsWarnedAbout() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(SHUT_OUT);
    try {
      assertThat(new Client(SHUT_OUT).get("app/plain").statusCode()).isEqualTo(200);
    } finally {
      deployer.undeploy(SHUT_OUT);
    }
    assertThat(log.messages()).contains("endpoint none of its own, counted requests none, ");
    assertThat(log.problems())
        .singleElement()
        .asString()
        .contains("BYT0069: ", "web application /" + SHUT_OUT);
  }

  @Test
  void jarThatWarsShareFailsTheDeployment() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    Throwable failure = catchThrowable(() -> deployer.deploy(SHARED));
    try {
      assertThat(log.messages()).contains("BYT0071: ");
      assertThat(failure).isNotNull();
    } finally {
      deployer.undeploy(SHARED);
    }
  }

  @Test
  void twoWarsOfOneEarHaveOneLineEach() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(EACH);
    try {
      assertThat(new Client(EACH + "-1").get("app/plain").statusCode()).isEqualTo(200);
      assertThat(new Client(EACH + "-2").get("app/plain").statusCode()).isEqualTo(200);
    } finally {
      deployer.undeploy(EACH);
    }
    assertThat(log.messages().lines().filter(line -> line.contains("BYT0016")))
        .hasSize(2)
        .allMatch(line -> line.contains(", counted requests /app/*, "));
  }
}
