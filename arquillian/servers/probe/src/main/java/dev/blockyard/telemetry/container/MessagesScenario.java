package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an operator reads on the server's console when something is wrong: one line says it. */
public abstract class MessagesScenario extends ConsoleScenario {
  private static final String VALUES = "unusable-values";
  private static final String BACKEND = "missing-backend";
  private static final String SIGNATURES = "misused-signatures";
  private static final String TROUBLED = "troubled";
  private static final String CLOSED = "closed";
  private static final String TROUBLES = "dev.blockyard.telemetry.probe.troubled.";

  /** Four keys with values that cannot be used, each for another reason. */
  @Deployment(name = VALUES, managed = false, testable = false)
  public static WebArchive values() {
    return Wars.probe(
        VALUES,
        "blockyard.telemetry.enabled=on",
        "blockyard.telemetry.apps.max=0",
        "blockyard.telemetry.metrics.access=token",
        "blockyard.telemetry.metrics.path=${metrics.path.of.my.platform}");
  }

  /** A backend without its library. */
  @Deployment(name = BACKEND, managed = false, testable = false)
  public static WebArchive backend() {
    return Wars.probeWithJarAlone(BACKEND, "blockyard.telemetry.metrics.backend=prometheus");
  }

  /** Annotations that would record something wrong. */
  @Deployment(name = SIGNATURES, managed = false, testable = false)
  public static WebArchive signatures() {
    return Wars.misusedSignatures(SIGNATURES);
  }

  /** An application that starts, and has trouble. */
  @Deployment(name = TROUBLED, managed = false, testable = false)
  public static WebArchive troubled() {
    return Wars.troubled(
        TROUBLED,
        "blockyard.telemetry.metrics.backend=prometheus",
        "blockyard.telemetry.app.max=10",
        "blockyard.telemetry.apps.max=1",
        "blockyard.telemetry.otlp.endpoint=localhost:4317");
  }

  /** An application whose metrics need a token. */
  @Deployment(name = CLOSED, managed = false, testable = false)
  public static WebArchive closed() {
    return Wars.probe(
        CLOSED,
        "blockyard.telemetry.metrics.backend=prometheus",
        "blockyard.telemetry.metrics.access=token",
        "blockyard.telemetry.metrics.token=s3cret");
  }

  @Test
  void valuesThatCannotBeUsedAreAllNamed() throws Exception {
    assertThatRefusalSays(
        VALUES,
        "BYT0001: blockyard.telemetry.enabled is \"on\", which cannot be used: it may be true or"
            + " false",
        "BYT0001: blockyard.telemetry.apps.max is \"0\", which cannot be used: it may be",
        "BYT0013: blockyard.telemetry.metrics.access is \"token\", but"
            + " blockyard.telemetry.metrics.token is not set: set it",
        "BYT0063: blockyard.telemetry.metrics.path refers to a property that has no value");
  }

  @Test
  void backendThatIsMissingIsNamedWithWhatItNeeds() throws Exception {
    assertThatRefusalSays(
        BACKEND, "BYT0002: blockyard.telemetry.metrics.backend is \"prometheus\", but ");
  }

  @Test
  void signaturesThatDoNotGoWithTheirAnnotationsAreAllNamed() throws Exception {
    String place = "dev.blockyard.telemetry.probe.misuse.signatures.";
    assertThatRefusalSays(
        SIGNATURES,
        "BYT0021: wrong annotations in this deployment: 5",
        "BYT0051: " + place + "Launcher.launch() ends later than it returns",
        "BYT0052: " + place + "Launcher.evict(byte[]): @App is on ",
        "BYT0053: " + place + "FastLauncher.relaunch() overrides " + place + "Launcher.relaunch()",
        "BYT0054: " + place + "WrongSocket.take(String) is called by the WebSocket container",
        "BYT0055: " + place + "WorkerFactory.worker() produces " + place + "Worker");
  }

  @Test
  void troubleIsLoggedOnceAndChangesNoAnswer() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    Client client = new Client(TROUBLED);
    deployer.deploy(TROUBLED);
    try {
      for (String app : new String[] {"one", "two", "three", "fails", "fails", "slow", "slow"}) {
        assertThat(client.get("app/plain?" + app).body()).startsWith("ok");
      }
      for (int i = 0; i < 2; i++) {
        assertThat(client.send("POST", "metrics").statusCode()).isEqualTo(200);
      }
      assertThat(client.send("PUT", "metrics").body())
          .startsWith("BYT0031: Tracing.start needs the SDK of OpenTelemetry and its exporter (");
      assertThatItSaysOnce(log, "BYT0006: 1 app names have series of their own");
      assertThatItSaysOnce(
          log, "BYT0007: the AppResolver " + TROUBLES + "TroubledResolver failed (");
      assertThatItSaysOnce(log, "BYT0009: no metrics endpoint: another servlet is mapped to /metr");
      assertThatItSaysOnce(
          log, "BYT0012: @App on " + TROUBLES + "Evictions.evict was not recorded (");
      assertThatItSaysOnce(log, "BYT0018: blockyard.telemetry.app.max is no key of this module");
      assertThatItSaysOnce(log, "BYT0020: the AppResolver " + TROUBLES + "TroubledResolver took ");
      assertThatItSaysOnce(log, "BYT0029: blockyard.telemetry.otlp.endpoint is set, but nothing");
      assertThatItSaysOnce(
          log, "BYT0028: " + TROUBLES + "Incomplete is annotated, but is no bean", "Absent");
    } finally {
      deployer.undeploy(TROUBLED);
    }
  }

  @Test
  void readerWithoutTheTokenIsToldWhy() throws Exception {
    deployer.deploy(CLOSED);
    try {
      HttpResponse<String> answer = new Client(CLOSED).get("metrics");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body())
          .startsWith("BYT0014: not authorized to read the metrics.")
          .contains("blockyard.telemetry.metrics.access", "\"token\"")
          .doesNotContain("s3cret");
    } finally {
      deployer.undeploy(CLOSED);
    }
  }
}
