package dev.blockyard.telemetry.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.BlockyardMetricsContract;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.internal.microprofile.MicroProfileInstruments;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicroProfileMetricsTest extends BlockyardMetricsContract {
  private final TestRegistry registry = new TestRegistry();

  @Override
  protected BlockyardMetrics start() {
    return new RecordingMetrics(new MicroProfileInstruments(registry.registry(), false), MAX_APPS);
  }

  @Override
  protected Exposition exposition() {
    return registry.exposition();
  }

  @Override
  protected Set<String> apps() {
    return registry.samples().stream()
        .filter(sample -> sample.name().equals("blockyard_proxy_requests_total"))
        .map(sample -> sample.labels().get("app"))
        .collect(Collectors.toSet());
  }

  @AfterEach
  void removeSeries() {
    registry.close();
  }

  @Test
  void twoRegistriesShareNothing() {
    try (TestRegistry first = new TestRegistry();
        TestRegistry second = new TestRegistry()) {
      BlockyardMetrics one = MicroProfileMetrics.on(first.registry());
      BlockyardMetrics two = MicroProfileMetrics.on(second.registry());
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
      BlockyardMetrics first = MicroProfileMetrics.on(shared.registry());
      assertThat(log.messages()).isEmpty();
      BlockyardMetrics second = MicroProfileMetrics.on(shared.registry());

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
          new RecordingMetrics(new MicroProfileInstruments(another.registry(), false), MAX_APPS);
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

      BlockyardMetrics next = MicroProfileMetrics.on(another.registry());
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
      BlockyardMetrics metrics = MicroProfileMetrics.on(another.registry());
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
