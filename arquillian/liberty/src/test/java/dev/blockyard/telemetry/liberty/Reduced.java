package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.liberty.probe.OwnMetrics;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests on servers with fewer or other features have in common. */
final class Reduced {
  private static final List<String> EVENTS =
      List.of(
          "spawn",
          "cold-start",
          "stop",
          "stop-again",
          "evict",
          "reconcile",
          "upload",
          "refused-upload",
          "restore",
          "timer",
          "forward",
          "forward-later",
          "enter",
          "leave",
          "background");

  private Reduced() {}

  static OtlpReceiver receiver() {
    try {
      return OtlpReceiver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The probe without the class that needs MicroProfile Metrics. */
  static WebArchive probe(String name) {
    return Wars.probe(name).deleteClass(OwnMetrics.class);
  }

  /** Adds what a user sets for MicroProfile Telemetry. */
  static WebArchive exportingTo(OtlpReceiver receiver, WebArchive war) {
    return configured(
        war,
        "otel.sdk.disabled=false",
        "otel.exporter.otlp.protocol=http/protobuf",
        "otel.exporter.otlp.endpoint=" + receiver.endpoint(),
        "otel.metric.export.interval=500");
  }

  static WebArchive configured(WebArchive war, String... config) {
    return war.addAsResource(
        new StringAsset(String.join("\n", config)), "META-INF/microprofile-config.properties");
  }

  /**
   * Lets happen what happened before the reference wrote its text. The unknown app is refused, not
   * missed: of a file that is not there, the server logs a warning and a failure of its own.
   */
  static void letTheEventsHappen(Client client) throws IOException, InterruptedException {
    assertThat(client.send("POST", "events/script").statusCode()).isEqualTo(200);
    assertThat(client.get("app/plain?app1").statusCode()).isEqualTo(200);
    assertThat(client.get("app/gate/x").statusCode()).isEqualTo(401);
  }

  /** Every annotated call and request passes, and the log has nothing but one warning of ours. */
  static void assertThatCallsPassAndOneWarningSaysThatNothingIsRecorded(
      String application, Deployer deployer) throws IOException, InterruptedException {
    ServerLog log = ServerLog.sinceNow();
    Client client = new Client(application);
    deployer.deploy(application);
    try {
      letTheEventsHappen(client);
      for (String event : EVENTS) {
        assertThat(client.send("POST", "events/" + event).statusCode()).as(event).isEqualTo(200);
      }
      assertThat(client.get("rest/checks/shop").body()).isEqualTo("evicted");
      assertThat(client.get("rest/builds/true").body()).isEqualTo("restored");
      assertThat(client.get("app/end/async-completed").statusCode()).isEqualTo(200);
      assertThat(client.get("app/end/error-sent").statusCode()).isEqualTo(400);
    } finally {
      deployer.undeploy(application);
    }
    assertThat(log.messages()).contains("BYT0016: metrics backend none, endpoint none of its own,");
    assertThat(log.problems())
        .singleElement()
        .asString()
        .contains(" W BYT0003: nothing is recorded: ");
  }
}
