package dev.blockyard.telemetry.internal.microprofile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.testing.TestRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.smallrye.metrics.SharedMetricRegistries;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmallRyeTextTest {
  private final MetricRegistry registry =
      SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);

  @BeforeEach
  @AfterEach
  void removeSeries() {
    registry.removeMatching(MetricFilter.ALL);
  }

  private BlockyardMetrics record() {
    assertThat(SmallRyeText.find()).isPresent();
    assertThat(SmallRyeText.find()).isPresent();
    BlockyardMetrics metrics = MicroProfileBackend.on(registry);
    metrics.proxyRequest("shop", 200);
    metrics.coldStarted(Duration.ofSeconds(1));
    registry.timer("checkout").update(Duration.ofSeconds(1));
    return metrics;
  }

  @Test
  void ownSeriesAreWrittenAsTheReferenceWritesThem() {
    record();

    assertThat(TestRegistry.text())
        .contains("blockyard_workers_spawned_total 0.0\n")
        .contains("blockyard_proxy_requests_total{app=\"shop\",status=\"2xx\",} 1.0\n")
        .contains("blockyard_cold_start_seconds_bucket{le=\"1.0\",} 1.0\n")
        .doesNotContain("_cold_start_seconds_max");
    assertThat(TestRegistry.text().lines().filter(line -> line.startsWith("blockyard_")))
        .noneMatch(line -> line.contains("mp_scope"));
  }

  @Test
  void otherMetricsOfTheApplicationAreWrittenAsTheyAre() {
    record();

    assertThat(TestRegistry.text())
        .contains("checkout_seconds_count{mp_scope=\"application\",} 1.0\n")
        .contains("checkout_seconds_max{mp_scope=\"application\",}");
  }

  @Test
  void whatSmallRyeMeasuresOfTheJvmIsLeftOut() {
    SharedMetricRegistries.getOrCreate(MetricRegistry.BASE_SCOPE);
    record();

    assertThat(TestRegistry.text()).doesNotContain("mp_scope=\"base\"").doesNotContain("usedHeap");
  }

  /** To read it may cost more than all of the module's metrics. */
  @Test
  void whatIsLeftOutIsNotEvenRead() {
    AtomicInteger reads = new AtomicInteger();
    MetricRegistry base = SharedMetricRegistries.getOrCreate(MetricRegistry.BASE_SCOPE);
    base.gauge("costly", reads::incrementAndGet);
    record();
    try {
      assertThat(TestRegistry.text()).doesNotContain("costly");
      assertThat(reads).hasValue(0);

      registry.gauge("costly", () -> 7);
      assertThat(TestRegistry.text()).contains("costly{mp_scope=\"application\",} 7.0\n");
    } finally {
      base.remove("costly");
    }
  }

  @Test
  void aForgottenAppLeavesTheText() {
    BlockyardMetrics metrics = record();
    metrics.forgetApp("shop");

    assertThat(TestRegistry.text()).doesNotContain("shop");
  }

  /** Micrometer fills every registry below its global one with the same series. */
  @Test
  void anotherPrometheusRegistryOfTheApplicationChangesNothing() {
    PrometheusMeterRegistry another = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    another.config().commonTags("region", "eu");
    Metrics.addRegistry(another);
    try {
      record();

      assertThat(TestRegistry.text().lines().filter("blockyard_sessions_active 0.0"::equals))
          .hasSize(1);
      assertThat(TestRegistry.text()).doesNotContain("region=");
    } finally {
      Metrics.removeRegistry(another);
      another.close();
    }
  }

  @Test
  void itIsPrometheusTextWhateverAClientPrefers() {
    MetricsText text = SmallRyeText.find().orElseThrow();

    assertThat(text.contentType(null)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text.contentType("application/openmetrics-text"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void namesSelectSamples() throws Exception {
    record();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    SmallRyeText.find()
        .orElseThrow()
        .write(text, null, Set.of("blockyard_sessions_active", "checkout_seconds_count"));

    assertThat(text.toString(UTF_8).lines().filter(line -> !line.startsWith("#")))
        .containsExactlyInAnyOrder(
            "blockyard_sessions_active 0.0",
            "checkout_seconds_count{mp_scope=\"application\",} 1.0");
  }

  /** Micrometer writes the longest duration of a timer under a name of its own. */
  @Test
  void nothingOfATimerOfTheJvmIsWritten() {
    MetricRegistry base = SharedMetricRegistries.getOrCreate(MetricRegistry.BASE_SCOPE);
    base.timer("pauses").update(Duration.ofSeconds(1));
    record();
    try {
      assertThat(TestRegistry.text()).contains("checkout").doesNotContain("pauses");
    } finally {
      base.remove("pauses");
    }
  }
}
