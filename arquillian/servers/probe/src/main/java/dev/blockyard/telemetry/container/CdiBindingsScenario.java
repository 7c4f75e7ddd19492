package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bindings on CDI beans, and by how much a call moves which series. */
@ExtendWith(ArquillianExtension.class)
public abstract class CdiBindingsScenario {
  private final Client client;

  @SuppressWarnings("NullAway.Init")
  private Exposition before;

  protected CdiBindingsScenario(String application) {
    this.client = new Client(application);
  }

  @BeforeEach
  void look() throws Exception {
    before = client.metrics();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST events/spawn          | 200 | workers_spawned_total=1 workers_active=1
          POST events/cold-start     | 200 | workers_spawned_total=1 workers_active=1 cold_start_seconds_count=1
          POST events/failed-start   | 500 | worker_spawns_failed_total{reason="error"}=1
          POST events/stop           | 200 | workers_stopped_total{reason="idle_timeout"}=1 workers_active=-1
          POST events/stop-again     | 200 |
          POST events/evict          | 200 | workers_stopped_total{reason="crashed"}=1 workers_active=-1 health_checks_failed_total{app="shop"}=1
          POST events/forward        | 200 | proxy_request_seconds_count=1
          POST events/forward-later  | 200 | proxy_request_seconds_count=1
          """)
  void callMovesItsSeriesOnceAndNoOther(String call, int status, @Nullable String moved)
      throws Exception {
    assertMoves(call, status, moved);
  }

  /** A call has this status, and moves these series and no other. */
  final void assertMoves(String call, int status, @Nullable String moved) throws Exception {
    assertThat(send(call)).isEqualTo(status);

    awaitMoved(moved == null ? "" : moved);
  }

  @Test
  void sessionIsOpenUntilTheStageOfItsCallCompletes() throws Exception {
    assertThat(send("POST events/enter")).isEqualTo(200);
    awaitMoved("sessions_active=1");

    assertThat(send("POST events/leave")).isEqualTo(200);
    awaitMoved("");
  }

  @Test
  void gaugesShowWhatTheReconciliationSaw() throws Exception {
    assertThat(send("POST events/reconcile")).isEqualTo(200);

    client.awaitMetrics(
        now ->
            assertThat(now.find("blockyard_workers"))
                .isEqualTo(
                    Map.of(
                        "blockyard_workers{state=\"busy\"}", 2.0,
                        "blockyard_workers{state=\"draining\"}", 1.0,
                        "blockyard_workers{state=\"idle\"}", 1.0)));
  }

  private int send(String call) throws IOException, InterruptedException {
    String[] words = call.split(" +", 2);
    return client.send(words[0], words[1]).statusCode();
  }

  private void awaitMoved(String series) throws IOException, InterruptedException {
    Map<String, Double> expected = Moves.parse(series);
    client.awaitMetrics(now -> assertThat(now.since(before)).isEqualTo(expected));
  }
}
