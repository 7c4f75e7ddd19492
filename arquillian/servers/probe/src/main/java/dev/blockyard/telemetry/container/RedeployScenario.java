package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An application that comes and goes leaves nothing behind that the same application would not
 * leave without the module.
 */
@ExtendWith(ArquillianExtension.class)
public abstract class RedeployScenario {
  /** The name of the deployment. */
  protected static final String APPLICATION = "redeploy";

  /** The name of the deployment of the same application without the module. */
  protected static final String CONTROL = "redeploy-without-the-module";

  private static final int TIMES = 10;

  private final Client client = new Client(APPLICATION);
  private final Client control = new Client(CONTROL);
  private final boolean metricsAreShown;

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  /**
   * Redeploys on one server.
   *
   * @param metricsAreShown whether they can be read
   */
  protected RedeployScenario(boolean metricsAreShown) {
    this.metricsAreShown = metricsAreShown;
  }

  /** How many loaders a server keeps of whatever application first uses some part of it. */
  protected int keptByTheServerForGood() {
    return 0;
  }

  @Test
  void tenDeploymentsLeaveNoSeriesNoThreadNoErrorAndNoClassLoaderMoreThanWithoutTheModuleBehind()
      throws Exception {
    int heldByTheServer = loadersOfTheControl() + keptByTheServerForGood();
    ServerLog log = ServerLog.sinceNow();
    for (int i = 0; i < TIMES; i++) {
      deployer.deploy(APPLICATION);
      try {
        moveEverything(client);
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
            assertThat(inMemory(client, "loaders of ended applications"))
                .isLessThanOrEqualTo(heldByTheServer);
            assertThat(inMemory(client, "threads of the module")).isLessThanOrEqualTo(1);
          });
    } finally {
      deployer.undeploy(APPLICATION);
    }
    assertThat(log.problems()).allMatch(ServerLog::isOfEachDeployment);
  }

  /** How many loaders the server holds of an application without the module, at the least. */
  private int loadersOfTheControl() throws IOException, InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      deployer.deploy(CONTROL);
      try {
        moveEverything(control);
      } finally {
        deployer.undeploy(CONTROL);
      }
    }
    deployer.deploy(CONTROL);
    try {
      int least = TIMES;
      for (int i = 0; i < TIMES; i++) {
        least = Math.min(least, inMemory(control, "loaders of ended applications"));
      }
      return least;
    } finally {
      deployer.undeploy(CONTROL);
    }
  }

  private static void moveEverything(Client client) throws IOException, InterruptedException {
    assertThat(client.get("loaders").statusCode()).isEqualTo(200);
    for (String event :
        new String[] {"script", "spawn", "cold-start", "stop", "evict", "reconcile", "forward"}) {
      assertThat(client.send("POST", "events/" + event).statusCode()).as(event).isEqualTo(200);
    }
    assertThat(client.send("POST", "events/background").statusCode()).isEqualTo(200);
    assertThat(client.get("app/end/error-sent").statusCode()).isEqualTo(400);
    // Last, because WildFly answers a sent error before it ends the request. An undeployment in
    // between leaves the request, and with it the class loader, in a variable of the thread.
    assertThat(client.get("app/end/answer").statusCode()).isEqualTo(200);
  }

  private static int inMemory(Client client, String what) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.get("loaders");
    assertThat(answer.statusCode()).isEqualTo(200);
    String start = what + ": ";
    List<String> lines = answer.body().lines().filter(line -> line.startsWith(start)).toList();
    assertThat(lines).as("%s in %s", what, answer.body()).hasSize(1);
    return Integer.parseInt(lines.get(0).substring(start.length()));
  }
}
