package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MicroProfileMetricsTest {
  private static final int MAX_APPS = 10;

  @Test
  void twoRegistriesShareNothing() {
    try (TestRegistry first = new TestRegistry();
        TestRegistry second = new TestRegistry()) {
      BlockyardMetrics one = MicroProfileBackend.on(first.registry());
      BlockyardMetrics two = MicroProfileBackend.on(second.registry());
      one.workerSpawned();
      one.proxyRequest("shop", 200);
      two.sessionOpened();

      assertThat(first.exposition().value("blockyard_workers_active")).isEqualTo(1);
      assertThat(first.exposition().value("blockyard_sessions_active")).isEqualTo(0);
      assertThat(second.exposition().value("blockyard_workers_spawned_total")).isEqualTo(0);
      assertThat(second.exposition().find("blockyard_proxy_requests_total")).isEmpty();
      assertThat(second.exposition().value("blockyard_sessions_active")).isEqualTo(1);
    }
  }

  @Test
  void aSecondApplicationInARegistryIsToldThatItShares() {
    try (TestRegistry shared = new TestRegistry();
        Log log = Log.open()) {
      BlockyardMetrics first = MicroProfileBackend.on(shared.registry());
      assertThat(log.messages()).isEmpty();
      BlockyardMetrics second = MicroProfileBackend.on(shared.registry());

      first.workerSpawned();
      second.workerSpawned();
      assertThat(shared.exposition().value("blockyard_workers_spawned_total")).isEqualTo(2);
      assertThat(shared.exposition().value("blockyard_workers_active")).isEqualTo(1);
      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0011: ")
          .contains("mp.metrics.appName", "mp.metrics.defaultAppName");
    }
  }

  @Test
  void nothingIsLeftOfMetricsThatWereClosed() {
    try (TestRegistry another = new TestRegistry();
        Log log = Log.open()) {
      RecordingMetrics closed =
          new RecordingMetrics(
              new MicroProfileInstruments(another.registry(), false, Optional.empty()),
              MAX_APPS,
              true);
      closed.proxyRequest("shop", 200);
      closed.healthCheckFailed(null);

      closed.close();
      assertThat(another.exposition().samples()).isEmpty();

      closed.workerSpawned();
      closed.proxyRequest("shop", 200);
      closed.proxyRequest("another", 200);
      closed.healthCheckFailed(null);
      closed.forgetApp("shop");
      assertThat(another.exposition().samples()).isEmpty();
      assertThat(log.messages()).isEmpty();

      BlockyardMetrics next = MicroProfileBackend.on(another.registry());
      next.workerSpawned();
      next.proxyRequest("shop", 200);
      assertThat(another.exposition().value("blockyard_workers_active")).isEqualTo(1);
      assertThat(another.exposition().value("blockyard_workers_spawned_total")).isEqualTo(1);
      assertThat(another.exposition().sum("blockyard_proxy_requests_total")).isEqualTo(1);
    }
  }

  @Test
  void theBoundOnAppsIsReadFromConfiguration() {
    System.setProperty("blockyard.telemetry.apps.max", "1");
    try (TestRegistry another = new TestRegistry()) {
      BlockyardMetrics metrics = MicroProfileBackend.on(another.registry());
      metrics.proxyRequest("first", 200);
      metrics.proxyRequest("second", 200);

      assertThat(another.exposition().find("blockyard_proxy_requests_total"))
          .containsOnlyKeys(
              "blockyard_proxy_requests_total{app=\"first\",status=\"2xx\"}",
              "blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}");
    } finally {
      System.clearProperty("blockyard.telemetry.apps.max");
    }
  }
}
