package dev.blockyard.telemetry.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sample platform with real worker processes: after each step every sample of the module is as
 * it shall be, the ones that moved and the ones that did not. The sample is the WAR that its build
 * made, the same for all servers; their system properties keep it from doing anything by itself.
 */
@ExtendWith(ArquillianExtension.class)
public abstract class SampleScenario {
  /** The deployment that a subclass has to declare, not managed. */
  protected static final String SAMPLE = "blockyard-sample";

  /** The two apps that the sample deploys when it starts. */
  private static final String AT_START =
      "bundles_uploaded_total=2 bundle_restores_succeeded_total=2 build_seconds_count=2";

  private static final String COLD_START =
      "workers_spawned_total=1 workers_active=1 cold_start_seconds_count=1"
          + " cold_start_phase_seconds_count{phase=\"prepare\"}=1"
          + " cold_start_phase_seconds_count{phase=\"schedule\"}=1"
          + " cold_start_phase_seconds_count{phase=\"start\"}=1"
          + " cold_start_phase_seconds_count{phase=\"ready\"}=1 ";

  /** What tells the time of an event, and what is always 1. */
  private static final Pattern NOT_COUNTED =
      Pattern.compile("blockyard_(workers_reconciled_timestamp_seconds|telemetry_info).*");

  private final Client client;
  private final Map<String, Double> expected = new TreeMap<>();

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  protected SampleScenario(Client client) {
    this.client = client;
  }

  protected SampleScenario() {
    this(new Client(SAMPLE));
  }

  @Test
  void lifeOfThePlatformIsInTheMetricsAndStartsAnewWithTheNextDeployment() throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(SAMPLE);
    try {
      live();
    } finally {
      deployer.undeploy(SAMPLE);
    }
    client.awaitNoSeries();
    Await.until(() -> assertThat(workers()).isZero());

    deployer.deploy(SAMPLE);
    try {
      expected.clear();
      awaitMoved(AT_START);
    } finally {
      deployer.undeploy(SAMPLE);
    }
    assertThat(Telemetry.problems(log))
        .allMatch(
            line -> line.contains("No worker of broken") || ServerLog.isOfEachDeployment(line));
  }

  private void live() throws Exception {
    awaitMoved(AT_START);
    requests();
    bundles();
    failedStart();
    webSocketSession();
    crash();
    idleEviction();
  }

  private void requests() throws Exception {
    assertThat(send("GET app/hello/")).isEqualTo(200);
    awaitMoved(
        COLD_START
            + "proxy_request_seconds_count=1 proxy_requests_total{app=\"hello\",status=\"2xx\"}=1");
    for (int status : new int[] {204, 302, 418, 503}) {
      assertThat(send("GET app/hello/status/" + status)).isEqualTo(status);
      awaitMoved(
          "proxy_request_seconds_count=1 proxy_requests_total{app=\"hello\",status=\""
              + status / 100
              + "xx\"}=1");
    }
    assertThat(send("GET app/nosuch/")).isEqualTo(404);
    awaitMoved("proxy_requests_total{app=\"unknown\",status=\"4xx\"}=1");
  }

  /** Fills the buffer for audit entries as well. */
  private void bundles() throws Exception {
    assertThat(send("PUT api/apps/new/bundle", Bundle.of("app.properties", "greeting=new")))
        .isEqualTo(201);
    awaitMoved("bundles_uploaded_total=1 bundle_restores_succeeded_total=1 build_seconds_count=1");
    assertThat(send("PUT api/apps/new/bundle", Bundle.of("other.properties", "greeting=new")))
        .isEqualTo(422);
    awaitMoved("bundles_uploaded_total=1 bundle_restores_failed_total=1");
    assertThat(send("PUT api/apps/new/bundle", "no zip".getBytes(UTF_8))).isEqualTo(400);
    awaitMoved("");
    assertThat(send("PUT api/apps/new/bundle", "no zip".getBytes(UTF_8))).isEqualTo(400);
    awaitMoved("audit_entries_dropped_total=1");
  }

  private void failedStart() throws Exception {
    assertThat(
            send(
                "PUT api/apps/broken/bundle",
                Bundle.of("app.properties", "greeting=broken\nstart=fails")))
        .isEqualTo(201);
    awaitMoved(
        "bundles_uploaded_total=1 bundle_restores_succeeded_total=1 build_seconds_count=1"
            + " audit_entries_dropped_total=1");
    assertThat(send("POST api/apps/broken/workers")).isEqualTo(503);
    awaitMoved(
        "worker_spawns_failed_total{reason=\"error\"}=1 audit_entries_dropped_total=1"
            + " cold_start_phase_seconds_count{phase=\"prepare\"}=1"
            + " cold_start_phase_seconds_count{phase=\"schedule\"}=1"
            + " cold_start_phase_seconds_count{phase=\"start\"}=1");
  }

  private void webSocketSession() throws Exception {
    FirstMessage answer = new FirstMessage();
    URI socket = URI.create(client.at("app/hello/ws").toString().replaceFirst("http", "ws"));
    WebSocket session =
        client.http().newWebSocketBuilder().buildAsync(socket, answer).get(60, TimeUnit.SECONDS);
    session.sendText("ping", true).get(60, TimeUnit.SECONDS);
    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("ping");
    awaitMoved("proxy_requests_total{app=\"hello\",status=\"1xx\"}=1 sessions_active=1");
    tick();
    awaitMoved("workers{state=\"busy\"}=1");

    session.sendClose(WebSocket.NORMAL_CLOSURE, "").get(60, TimeUnit.SECONDS);
    awaitMoved("sessions_active=-1");
  }

  private void crash() throws Exception {
    assertThat(workers()).isOne();
    assertThat(send("GET app/hello/crash")).isEqualTo(502);
    awaitMoved(
        "proxy_request_seconds_count=1 proxy_requests_total{app=\"hello\",status=\"5xx\"}=1");
    tickUntil(
        "workers_stopped_total{reason=\"crashed\"}=1 workers_active=-1"
            + " health_checks_failed_total{app=\"hello\"}=1 audit_entries_dropped_total=1"
            + " workers{state=\"busy\"}=-1");
  }

  private void idleEviction() throws Exception {
    assertThat(send("GET app/shop/")).isEqualTo(200);
    awaitMoved(
        COLD_START
            + "proxy_request_seconds_count=1 proxy_requests_total{app=\"shop\",status=\"2xx\"}=1");
    tickUntil(
        "workers_stopped_total{reason=\"idle_timeout\"}=1 workers_active=-1"
            + " audit_entries_dropped_total=1");
    assertThat(workers()).isZero();
  }

  /** Counts the worker processes below the server that this test has started. */
  private static long workers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("EchoWorker"))
        .count();
  }

  private int send(String call, byte... body) throws IOException, InterruptedException {
    String[] words = call.split(" ", 2);
    return client.send(words[0], words[1], body).statusCode();
  }

  private void tick() throws IOException, InterruptedException {
    assertThat(send("POST api/tick")).isEqualTo(200);
  }

  private void awaitMoved(String series) throws IOException, InterruptedException {
    expect(series);
    client.awaitMetrics(this::assertExpected);
  }

  private void tickUntil(String series) throws IOException, InterruptedException {
    expect(series);
    client.awaitMetrics(
        now -> {
          tick();
          assertExpected(client.metrics());
        });
  }

  private void expect(String series) {
    Moves.parse(series).forEach((key, by) -> expected.merge(key, by, Double::sum));
    expected.values().removeIf(value -> value == 0);
  }

  private void assertExpected(Exposition now) throws IOException {
    Map<String, Double> counts = now.since(Exposition.parse(""));
    counts.keySet().removeIf(NOT_COUNTED.asMatchPredicate());
    assertThat(counts).isEqualTo(expected);
    MetricSet.assertThatClosedSeriesAreThere(now);
  }
}
