package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Applications with wrong annotations: those that are refused, and one that is warned of. */
public abstract class MisuseScenario extends RefusalScenario {
  private static final String FORGOTTEN = "forgotten";

  /** A class without a scope, beside beans of all kinds. */
  @Deployment(name = FORGOTTEN, managed = false, testable = false)
  public static WebArchive forgotten() {
    return Wars.probeWithForgottenBean(FORGOTTEN);
  }

  @Test
  void onlyTheClassThatIsNoBeanIsWarnedAbout() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(FORGOTTEN);
    try {
      assertThat(new Client(FORGOTTEN).get("app/plain").statusCode()).isEqualTo(200);
      assertThat(log.messages().lines().filter(line -> line.contains("BYT0028")))
          .singleElement()
          .asString()
          .contains(PACKAGE + "forgotten.Launcher is annotated, but is no bean");
    } finally {
      deployer.undeploy(FORGOTTEN);
    }
  }
}
