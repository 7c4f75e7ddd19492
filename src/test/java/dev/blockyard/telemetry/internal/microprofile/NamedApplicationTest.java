package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.StrictText;
import dev.blockyard.telemetry.testing.StrictText.Sample;
import dev.blockyard.telemetry.testing.TestRegistry;
import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SmallRye Metrics as Open Liberty has it, which adds the name of the application to a series. */
class NamedApplicationTest {
  private static final String NAME = "mp.metrics.appName";

  /** What the server says that the current thread works for. */
  private String application = "first.war";

  private final String scope = "t_" + UUID.randomUUID();
  private final MetricRegistry registry =
      SharedMetricRegistries.getOrCreate(scope, () -> application);
  private final Log log = Log.open();

  @AfterEach
  void removeEverything() {
    System.clearProperty(NAME);
    registry.removeMatching(MetricFilter.ALL);
    SharedMetricRegistries.drop(scope);
    log.close();
  }

  private RecordingMetrics start(String war, String name) {
    application = war;
    System.setProperty(NAME, name);
    return new NamedApplicationMetrics(
        new MicroProfileInstruments(registry, true, Optional.empty()), 10, true);
  }

  private List<Sample> shown() {
    return StrictText.parse(TestRegistry.text()).stream()
        .filter(sample -> scope.equals(sample.labels().get("mp_scope")))
        .toList();
  }

  private List<Sample> shown(String app) {
    return shown().stream().filter(sample -> app.equals(sample.labels().get("mp_app"))).toList();
  }

  private static void record(RecordingMetrics metrics) {
    metrics.workerSpawned();
    metrics.proxyRequest("shop", 200);
    metrics.healthCheckFailed("shop");
    metrics.coldStarted(Duration.ofSeconds(1), "shop");
  }

  @Test
  void everySeriesHasTheName() {
    record(start("first.war", "platform"));

    assertThat(shown()).hasSizeGreaterThan(50).isEqualTo(shown("platform"));
  }

  @Test
  void aForgottenAppLeavesTheText() {
    RecordingMetrics metrics = start("first.war", "platform");
    record(metrics);
    assertThat(shown()).anyMatch(sample -> "shop".equals(sample.labels().get("app")));

    metrics.forgetApp("shop");
    assertThat(shown()).isNotEmpty().noneMatch(sample -> "shop".equals(sample.labels().get("app")));
  }

  @Test
  void theEndOfOneApplicationTakesItsOwnSeriesAndNoOther() {
    RecordingMetrics first = start("first.war", "one");
    record(first);
    RecordingMetrics second = start("second.war", "two");
    record(second);
    second.workerSpawned();
    List<Sample> ofSecond = shown("two");

    // Servers end an application on a thread that they may not associate with it.
    first.close();

    assertThat(shown("one")).isEmpty();
    assertThat(shown()).isEqualTo(ofSecond);
    second.close();
    assertThat(shown()).isEmpty();
    assertThat(log.messages()).isEmpty();
  }
}
