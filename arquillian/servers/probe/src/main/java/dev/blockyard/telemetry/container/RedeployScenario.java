package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that comes and goes leaves nothing behind. */
@ExtendWith(ArquillianExtension.class)
public abstract class RedeployScenario {
  /** The name of the deployment. */
  protected static final String APPLICATION = "redeploy";

  private final Client client = new Client(APPLICATION);
  private final boolean metricsAreShown;
  private final int heldByTheServer;

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  /**
   * Redeploys on one server.
   *
   * @param metricsAreShown whether they can be read
   * @param heldByTheServer of how many ended applications the server itself holds the class loader
   */
  protected RedeployScenario(boolean metricsAreShown, int heldByTheServer) {
    this.metricsAreShown = metricsAreShown;
    this.heldByTheServer = heldByTheServer;
  }

  @Test
  void tenDeploymentsLeaveNoSeriesNoThreadNoClassLoaderAndNoErrorBehind() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    for (int i = 0; i < 10; i++) {
      deployer.deploy(APPLICATION);
      try {
        moveEverything();
      } finally {
        deployer.undeploy(APPLICATION);
      }
      if (metricsAreShown) {
        client.awaitNoSeries();
      }
    }
    deployer.deploy(APPLICATION);
    try {
      if (metricsAreShown) {
        MetricSet.assertThatClosedSeriesAreAtZero(client.metrics());
      }
      Await.until(
          () -> {
            assertThat(inMemory("loaders of ended applications"))
                .isLessThanOrEqualTo(heldByTheServer);
            assertThat(inMemory("threads of the module")).isLessThanOrEqualTo(1);
          });
    } finally {
      deployer.undeploy(APPLICATION);
    }
    assertThat(log.problems()).isEmpty();
  }

  private void moveEverything() throws IOException, InterruptedException {
    assertThat(client.get("loaders").statusCode()).isEqualTo(200);
    for (String event :
        new String[] {"script", "spawn", "cold-start", "stop", "evict", "reconcile", "forward"}) {
      assertThat(client.send("POST", "events/" + event).statusCode()).as(event).isEqualTo(200);
    }
    assertThat(client.send("POST", "events/background").statusCode()).isEqualTo(200);
    assertThat(client.get("app/end/answer").statusCode()).isEqualTo(200);
    assertThat(client.get("app/end/error-sent").statusCode()).isEqualTo(400);
  }

  private int inMemory(String what) throws IOException, InterruptedException {
    return client
        .get("loaders")
        .body()
        .lines()
        .filter(line -> line.startsWith(what))
        .mapToInt(line -> Integer.parseInt(line.substring(what.length() + 2)))
        .sum();
  }
}
