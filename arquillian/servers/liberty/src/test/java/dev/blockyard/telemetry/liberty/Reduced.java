package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.ServerLog;
import java.io.IOException;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;

/** What the tests on servers with fewer or other features have in common. */
final class Reduced {
  private static final List<String> EVENTS =
      List.of(
          "events/spawn",
          "events/cold-start",
          "events/stop",
          "events/stop-again",
          "events/evict",
          "events/reconcile",
          "session-beans/upload",
          "session-beans/refused-upload",
          "session-beans/restore",
          "session-beans/timer",
          "events/forward",
          "events/forward-later",
          "events/enter",
          "events/leave",
          "events/background");

  private Reduced() {}

  /**
   * Lets happen what happened before the reference wrote its text. The unknown app is refused, not
   * missed: of a file that is not there, the server logs a warning and a failure of its own.
   */
  static void letTheEventsHappen(Client client) throws IOException, InterruptedException {
    assertThat(client.send("POST", "events/script").statusCode()).isEqualTo(200);
    assertThat(client.get("app/plain?app1").statusCode()).isEqualTo(200);
    assertThat(client.get("app/gate/x").statusCode()).isEqualTo(401);
  }

  /** Every event is in the metrics that the application shows, and the log has no problem. */
  static void assertThatTheBuiltInBackendRecords(String application, Deployer deployer)
      throws IOException, InterruptedException {
    ServerLog log = ServerLog.sinceNow();
    Client client = new Client(application);
    deployer.deploy(application);
    try {
      MetricSet.assertThatClosedSeriesAreAtZero(client.metrics());
      letTheEventsHappen(client);
      client.awaitMetrics(MetricSet::assertThatSamplesAreTheReferences);
      for (String event : EVENTS) {
        assertThat(client.send("POST", event).statusCode()).as(event).isEqualTo(200);
      }
      assertThat(client.get("rest/checks/shop").body()).isEqualTo("evicted");
      assertThat(client.get("rest/builds/true").body()).isEqualTo("restored");
      assertThat(client.get("app/end/async-completed").statusCode()).isEqualTo(200);
      assertThat(client.get("app/end/error-sent").statusCode()).isEqualTo(400);
    } finally {
      deployer.undeploy(application);
    }
    assertThat(log.messages()).contains("BYT0016: metrics backend prometheus, endpoint ");
    assertThat(log.problems()).isEmpty();
  }
}
