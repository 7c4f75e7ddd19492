package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistogramBucketsConfigSourceTest {
  private static final String PERCENTILES = "mp.metrics.distribution.percentiles";
  private static final String BUCKETS = "mp.metrics.distribution.timer.buckets";
  private static final String FINE_BUCKETS =
      "mp.metrics.distribution.percentiles-histogram.enabled";

  @AfterEach
  void forgetSettings() {
    System.clearProperty(BUCKETS);
  }

  private static String value(String key) {
    return ConfigProvider.getConfig().getValue(key, String.class);
  }

  @Test
  void theModulesEntriesStandAloneWhereTheApplicationSetsNone() {
    System.setProperty(BUCKETS, "");

    assertThat(value(BUCKETS))
        .startsWith("blockyard_cold_start_seconds=500ms,1000ms,2000ms,")
        .contains(";blockyard_proxy_request_seconds=5ms,10ms,25ms,")
        .contains(
            ";blockyard_build_seconds=5000ms,10000ms,20000ms,40000ms,80000ms,160000ms,320000ms,640000ms;")
        .endsWith(",1000ms,2500ms,5000ms,10000ms");
  }

  @Test
  void theModulesEntriesFollowTheApplicationsOwn() {
    System.setProperty(BUCKETS, "checkout=1s,2s");
    assertThat(value(BUCKETS)).startsWith("checkout=1s,2s;blockyard_cold_start_seconds=");

    System.setProperty(BUCKETS, "checkout=1s,2s; ");
    assertThat(value(BUCKETS)).startsWith("checkout=1s,2s;blockyard_cold_start_seconds=");
  }

  @Test
  void everyKeyIsListed() {
    assertThat(ConfigProvider.getConfig().getPropertyNames())
        .contains(PERCENTILES, BUCKETS, FINE_BUCKETS);
  }

  @Test
  void whoeverReadsAllValuesAtOnceGetsTheSame() {
    System.setProperty(BUCKETS, "checkout=1s,2s");

    assertThat(new HistogramBucketsConfigSource().getProperties())
        .containsOnly(
            entry(PERCENTILES, value(PERCENTILES)),
            entry(BUCKETS, value(BUCKETS)),
            entry(FINE_BUCKETS, value(FINE_BUCKETS)));
  }

  @Test
  void aValueIsSaidToComeFromTheModule() {
    assertThat(ConfigProvider.getConfig().getConfigValue(BUCKETS).getSourceName())
        .contains("blockyard-telemetry");
  }

  @Test
  void otherKeysAreLeftToOtherSources() {
    assertThat(ConfigProvider.getConfig().getOptionalValue("checkout.size", String.class))
        .isEmpty();
    assertThat(new HistogramBucketsConfigSource().getValue("checkout.size")).isNull();
  }

  /** The application's settings are those of this project's test resources. */
  @Test
  void bothTheApplicationsTimersAndTheModulesAreShownAsSet() {
    try (TestRegistry registry = new TestRegistry()) {
      BlockyardMetrics metrics = MicroProfileBackend.on(registry.registry());
      metrics.coldStarted(Duration.ofSeconds(1));
      registry.registry().timer("checkout").update(Duration.ofSeconds(1));
      registry.registry().timer("search").update(Duration.ofSeconds(1));

      Exposition shown = registry.exposition();
      assertThat(shown.find("checkout_seconds_bucket"))
          .containsOnlyKeys(
              "checkout_seconds_bucket{le=\"1.0\"}",
              "checkout_seconds_bucket{le=\"2.0\"}",
              "checkout_seconds_bucket{le=\"+Inf\"}");
      assertThat(shown.find("search_seconds_bucket")).hasSizeGreaterThan(20);
      assertThat(shown.samples()).containsKey("search_seconds{quantile=\"0.5\"}");
      assertThat(shown.find("blockyard_cold_start_seconds_bucket")).hasSize(9);
      assertThat(shown.samples(key -> key.startsWith("blockyard_cold_start_seconds{"))).isEmpty();
    }
  }
}
