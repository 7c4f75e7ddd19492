package dev.blockyard.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.container.Bundle;
import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.FirstMessage;
import dev.blockyard.telemetry.container.Moves;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What the users of one sample do, and by how much that moves which series. */
final class Traffic {
  static final int AUDIT_CAPACITY = 3;

  /** Room for the apps hello and new; requests to shop are those of {@code _other}. */
  static final int APPS = 2;

  /** A pattern for the names of gauges that do not count anything. */
  static final String NO_COUNTS =
      "blockyard_workers_reconciled_timestamp_seconds|blockyard_telemetry_info";

  private static final int CRASHES = 4;
  private static final int REPEATED = 10;

  private final Client client;
  private final Map<String, Double> expected = new TreeMap<>();
  private int auditEntries;

  Traffic(Client client) {
    this.client = client;
    expect("bundles_uploaded_total=2 bundle_restores_succeeded_total=2 build_seconds_count=2");
  }

  /** What each series has to be now; those at 0 are left out. */
  Map<String, Double> expected() {
    return expected;
  }

  /** Everything that can happen to workers and bundles, and requests of each class. */
  void round() throws Exception {
    for (int i = 0; i < CRASHES; i++) {
      start("hello", "hello");
      requests();
      crash();
    }
    bundles();
    start("shop", "_other");
    tickUntil("workers_stopped_total{reason=\"idle_timeout\"}=1 workers_active=-1", 1);
  }

  /** Leaves one worker busy and another draining. */
  void openSessions() throws Exception {
    openSession("hello");
    openSession("new");
    upload("app.properties", 201);
    expect("bundle_restores_succeeded_total=1 build_seconds_count=1");
    tickUntil("workers{state=\"busy\"}=1 workers{state=\"draining\"}=1", 0);
  }

  private void start(String app, String label) throws IOException, InterruptedException {
    request(app, "", 200, label);
    expectStart(label);
  }

  private void expectStart(String label) {
    expect("workers_spawned_total=1 workers_active=1 cold_start_seconds_count=1");
    expect("app_cold_start_seconds_count{app=\"%s\"}=1".formatted(label));
    for (ColdStartPhase phase : ColdStartPhase.values()) {
      expect("cold_start_phase_seconds_count{phase=\"%s\"}=1".formatted(phase.label()));
    }
  }

  private void crash() throws IOException, InterruptedException {
    request("hello", "crash", 502, "hello");
    tickUntil(
        "workers_stopped_total{reason=\"crashed\"}=1 workers_active=-1"
            + " health_checks_failed_total{app=\"hello\"}=1",
        1);
  }

  private void requests() throws IOException, InterruptedException {
    for (int i = 0; i < REPEATED; i++) {
      for (int status : new int[] {200, 204, 302, 418, 503}) {
        request("hello", "status/" + status, status, "hello");
      }
      assertThat(client.get("app/nosuch/").statusCode()).isEqualTo(404);
      expect("proxy_requests_total{app=\"unknown\",status=\"4xx\"}=1");
    }
  }

  /** More bad ones than good ones. */
  private void bundles() throws IOException, InterruptedException {
    upload("app.properties", 201);
    expect("bundle_restores_succeeded_total=1 build_seconds_count=1");
    start("new", "new");
    for (int i = 0; i < 3; i++) {
      upload("other.properties", 422);
      expect("bundle_restores_failed_total=1");
    }
    assertThat(client.send("PUT", "api/apps/new/bundle", "no zip".getBytes(UTF_8)).statusCode())
        .isEqualTo(400);
    audit(1);
    upload("app.properties", 201);
    expect("bundle_restores_succeeded_total=1 build_seconds_count=1");
    tickUntil("workers_stopped_total{reason=\"graceful\"}=1 workers_active=-1", 1);
  }

  private void upload(String file, int status) throws IOException, InterruptedException {
    byte[] bundle = Bundle.of(file, "greeting=new");
    assertThat(client.send("PUT", "api/apps/new/bundle", bundle).statusCode()).isEqualTo(status);
    expect("bundles_uploaded_total=1");
    audit(1);
  }

  private void openSession(String app) throws Exception {
    FirstMessage answer = new FirstMessage();
    URI socket = URI.create(client.at("app/" + app + "/ws").toString().replaceFirst("http", "ws"));
    WebSocket session =
        client.http().newWebSocketBuilder().buildAsync(socket, answer).get(60, TimeUnit.SECONDS);
    session.sendText("ping", true).get(60, TimeUnit.SECONDS);
    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("ping");
    expectStart(app);
    expect("sessions_active=1 proxy_requests_total{app=\"%s\",status=\"1xx\"}=1".formatted(app));
  }

  private void request(String app, String path, int status, String label)
      throws IOException, InterruptedException {
    assertThat(client.get("app/" + app + "/" + path).statusCode()).isEqualTo(status);
    expect("proxy_request_seconds_count=1");
    expect("app_proxy_request_seconds_count{app=\"%s\"}=1".formatted(label));
    expect("proxy_requests_total{app=\"%s\",status=\"%dxx\"}=1".formatted(label, status / 100));
  }

  /** Health checks and evictions, until they have had the effect that they shall have. */
  private void tickUntil(String series, int stopped) throws IOException, InterruptedException {
    expect(series);
    audit(stopped);
    client.awaitMetrics(
        before -> {
          assertThat(client.send("POST", "api/tick").statusCode()).isEqualTo(200);
          Map<String, Double> counted = client.metrics().since(Exposition.parse(""));
          counted.keySet().removeIf(Traffic::isNoCount);
          assertThat(counted).isEqualTo(expected);
        });
  }

  /** Whether a gauge depends on the clock or the build, and not on what users do. */
  private static boolean isNoCount(String series) {
    return series.matches("(" + NO_COUNTS + ")([{].*)?");
  }

  /** The first entries fill the buffer, and nobody empties it. */
  private void audit(int entries) {
    for (int i = 0; i < entries; i++) {
      auditEntries++;
      if (auditEntries > AUDIT_CAPACITY) {
        expect("audit_entries_dropped_total=1");
      }
    }
  }

  private void expect(String series) {
    Moves.parse(series).forEach((key, by) -> expected.merge(key, by, Double::sum));
    expected.values().removeIf(value -> value == 0);
  }
}
