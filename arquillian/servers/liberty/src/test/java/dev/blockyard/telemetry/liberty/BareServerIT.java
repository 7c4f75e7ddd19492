package dev.blockyard.telemetry.liberty;

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

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Wars.probeWithAllBeans(APPLICATION);
  }

  @Test
  void theBuiltInBackendRecordsEveryEvent() throws Exception {
    Reduced.assertThatTheBuiltInBackendRecords(APPLICATION, deployer);
  }
}
