package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestConfig;
import java.lang.reflect.Method;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The public door to a backend, outside of CDI. */
public abstract class DoorContract {
  protected abstract Backend backend();

  @Test
  void everyMethodMovesASeriesWithoutAWarning() throws Throwable {
    try (Backend backend = backend();
        Log log = Log.open()) {
      BlockyardMetrics metrics = backend.door();
      for (Method method : EveryMethod.ofMetrics()) {
        Exposition before = backend.exposition();
        EveryMethod.call(metrics, method);
        assertThat(backend.exposition().samples())
            .as(method.toString())
            .isNotEqualTo(before.samples());
      }
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void boundOnAppsIsThatOfMicroProfileConfig() {
    try (Backend backend = backend();
        Log log = Log.open()) {
      BlockyardMetrics metrics =
          TestConfig.with(TestConfig.source("few apps", 500, "blockyard.telemetry.apps.max", "2"))
              .get(backend::door);
      IntStream.range(0, 4).forEach(i -> metrics.proxyRequest("app-" + i, 200));

      assertThat(backend.apps()).containsExactlyInAnyOrder("app-0", "app-1", "_other");
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("blockyard.telemetry.apps.max");
    }
  }

  @Test
  void boundOnAppsIsAThousandWhereTheConfigurationHasNone() throws Exception {
    try (Backend backend = backend();
        Log log = Log.open()) {
      BlockyardMetrics metrics = backend.door();
      IntStream.range(0, 1000).forEach(i -> metrics.proxyRequest("app-" + i, 200));
      assertThat(log.messages()).isEmpty();
      metrics.proxyRequest("one more", 200);

      Await.until(() -> assertThat(backend.apps()).hasSize(1001).contains("app-999", "_other"));
    }
  }
}
