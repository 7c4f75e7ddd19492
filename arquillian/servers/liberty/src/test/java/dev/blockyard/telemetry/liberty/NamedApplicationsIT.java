package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.probe.RequestEnd;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two applications whose series carry their names, on a server that knows to set them. */
@ExtendWith(ArquillianExtension.class)
@Tag("named")
class NamedApplicationsIT {
  private static final String ONE = "one";
  private static final String OTHER = "other";

  private final Client one = new Client(ONE, client -> series(client, ONE));
  private final Client other = new Client(OTHER, client -> series(client, OTHER));

  /** The server's default name. */
  private final Client nobody = new Client("any", client -> series(client, "nobody"));

  private final Client server = new Client("any", client -> client.get("/metrics").body());

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = ONE, managed = false, testable = false)
  static WebArchive one() {
    return Wars.probe(ONE, "mp.metrics.appName=" + ONE);
  }

  @Deployment(name = OTHER, managed = false, testable = false)
  static WebArchive other() {
    return Wars.probe(OTHER, "mp.metrics.appName=" + OTHER);
  }

  private static String series(Client client, String application)
      throws IOException, InterruptedException {
    return client
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("#") || line.contains("mp_app=\"" + application + "\""))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void request(Client application, RequestEnd end) throws InterruptedException {
    try {
      application.get("app/end/" + end.app());
    } catch (IOException e) {
      // this end is one without a whole answer
    }
  }

  private static void moveEverything(Client application) throws Exception {
    for (String event : new String[] {"spawn", "reconcile", "evict", "cold-start", "background"}) {
      assertThat(application.send("POST", "events/" + event).statusCode()).isEqualTo(200);
    }
    assertThat(application.get("app/end/runtime-exception").statusCode()).isEqualTo(500);
  }

  @Test
  void eachHasItsOwnSeriesWhateverTheOtherDoes() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(ONE);
    try {
      Exposition before;
      deployer.deploy(OTHER);
      try {
        MetricSet.assertThatClosedSeriesAreAtZero(one.metrics());
        MetricSet.assertThatClosedSeriesAreAtZero(other.metrics());
        moveEverything(other);
        MetricSet.assertThatClosedSeriesAreAtZero(one.metrics());

        moveEverything(one);
        one.awaitMetrics(
            now -> {
              assertThat(now.value("blockyard_workers_active")).isEqualTo(1);
              assertThat(now.sum("blockyard_proxy_requests_total")).isEqualTo(1);
            });
        assertThat(one.send("POST", "events/forget").statusCode()).isEqualTo(200);
        assertThat(one.metrics().find("blockyard_proxy_requests_total")).isEmpty();
        assertThat(other.metrics().sum("blockyard_proxy_requests_total")).isEqualTo(1);
        before = one.metrics();
      } finally {
        deployer.undeploy(OTHER);
      }
      other.awaitNoSeries();
      assertThat(one.metrics().samples()).isEqualTo(before.samples());
    } finally {
      deployer.undeploy(ONE);
    }
    server.awaitNoSeries();
    assertThat(log.messages()).doesNotContain("BYT0011");
    assertThat(log.problems()).noneMatch(problem -> problem.contains("BYT"));
  }

  /** Open Liberty finds the name by the thread, and does not know each on which a request ends. */
  @Test
  void requestsCarryTheNameHoweverTheyEnd() throws Exception {
    deployer.deploy(ONE);
    try {
      for (RequestEnd end : RequestEnd.values()) {
        request(one, end);
      }
      server.awaitMetrics(
          now ->
              assertThat(now.sum("blockyard_proxy_requests_total"))
                  .isEqualTo(RequestEnd.values().length));
      assertThat(nobody.metrics().find("blockyard_proxy_requests_total")).isEmpty();
    } finally {
      deployer.undeploy(ONE);
    }
    server.awaitNoSeries();
  }
}
