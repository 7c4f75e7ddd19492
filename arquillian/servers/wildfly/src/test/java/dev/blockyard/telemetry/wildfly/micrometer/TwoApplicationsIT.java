package dev.blockyard.telemetry.wildfly.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.wildfly.Libraries;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications with SmallRye Metrics of their own, where the server has Micrometer. */
@ExtendWith(ArquillianExtension.class)
class TwoApplicationsIT {
  private static final String SHARING = "sharing";
  private static final String ONE = "one";
  private static final String OTHER = "other";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = SHARING, managed = false, testable = false)
  static WebArchive sharing() {
    return Libraries.withMetrics(Wars.probe(SHARING));
  }

  @Deployment(name = ONE, managed = false, testable = false)
  static WebArchive one() {
    return withoutMicrometerOfTheServer(ONE);
  }

  @Deployment(name = OTHER, managed = false, testable = false)
  static WebArchive other() {
    return withoutMicrometerOfTheServer(OTHER);
  }

  private static WebArchive withoutMicrometerOfTheServer(String name) {
    return Libraries.withoutSubsystems(Libraries.withMetrics(Wars.probe(name)), "micrometer");
  }

  @Test
  void applicationThatUsesTheMicrometerOfTheServerIsToldThatItSharesIt() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(SHARING);
    try {
      assertThat(log.problems()).filteredOn(line -> line.contains("BYT")).hasSize(1);
      assertThat(log.messages()).contains("BYT0017");
    } finally {
      deployer.undeploy(SHARING);
    }
  }

  @Test
  void applicationsThatExcludeItHaveSeriesOfTheirOwn() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(ONE);
    deployer.deploy(OTHER);
    try {
      Client one = new Client(ONE);
      assertThat(one.send("POST", "events/script").statusCode()).isEqualTo(200);
      one.awaitMetrics(
          now -> assertThat(now.value("blockyard_workers_spawned_total")).isEqualTo(2));
      MetricSet.assertThatClosedSeriesAreAtZero(new Client(OTHER).metrics());
      assertThat(log.messages()).doesNotContain("BYT0017");
    } finally {
      deployer.undeploy(OTHER);
      deployer.undeploy(ONE);
    }
  }
}
