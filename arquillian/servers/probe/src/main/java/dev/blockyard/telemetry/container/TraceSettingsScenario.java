package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TraceReceiver;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the user says of OpenTelemetry, from nothing to everything, without our endpoint. */
@ExtendWith(ArquillianExtension.class)
public abstract class TraceSettingsScenario {
  /** A deployment that a subclass has to declare, not managed: {@link #own}. */
  protected static final String OWN = "own-telemetry";

  /** Another one: {@link #silent}. */
  protected static final String SILENT = "no-telemetry";

  /** A third one: {@link #off}. */
  protected static final String OFF = "telemetry-off";

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  private final TraceReceiver receiver;

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  protected TraceSettingsScenario(TraceReceiver receiver) {
    this.receiver = receiver;
  }

  /** The user's own settings, with spans over HTTP. */
  protected static WebArchive own(TraceReceiver receiver) {
    return Wars.probe(
        OWN,
        "otel.sdk.disabled=false",
        "otel.exporter.otlp.endpoint=" + receiver.httpEndpoint(),
        "otel.exporter.otlp.protocol=http/protobuf",
        "otel.metrics.exporter=none",
        "otel.logs.exporter=none",
        "otel.bsp.schedule.delay=50");
  }

  /** No settings. */
  protected static WebArchive silent() {
    return Wars.probe(SILENT);
  }

  /** An endpoint, and a word that forbids to use it. */
  protected static WebArchive off(TraceReceiver receiver) {
    return Wars.probe(
        OFF, "otel.sdk.disabled=true", "blockyard.telemetry.otlp.endpoint=" + receiver.endpoint());
  }

  private String told(String application) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(new Client(application).at("app/trace/plain"))
            .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
            .build();
    return new Client(application).http().send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void settingsOfTheUserAreAllThatIsNeeded() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(OWN);
    try {
      told(OWN);
      receiver.await(
          () ->
              assertThat(receiver.tree(TRACE))
                  .isEqualTo("^ SERVER GET /own-telemetry/app/trace/* 200 app=shop\n"));
      assertThat(log.messages()).contains("tracing " + receiver.httpEndpoint());
    } finally {
      deployer.undeploy(OWN);
    }
  }

  @Test
  void withoutSettingsTheTraceContextTravelsAndNothingIsSent() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(SILENT);
    try {
      assertThat(told(SILENT)).matches("00-" + TRACE + "-\\w{16}-01").doesNotContain(PARENT);
      assertThat(log.messages()).contains("tracing propagation only");
    } finally {
      deployer.undeploy(SILENT);
    }
    assertThat(log.problems()).noneMatch(line -> line.contains("xport"));
  }

  @Test
  void whereTheUserTurnsItOffNothingIsTracedAndOneWarningSaysSo() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(OFF);
    try {
      assertThat(told(OFF)).isEqualTo("none");
    } finally {
      deployer.undeploy(OFF);
    }
    assertThat(log.messages()).contains("tracing none");
    assertThat(log.problems()).filteredOn(line -> line.contains("BYT0029")).hasSize(1);
  }
}
