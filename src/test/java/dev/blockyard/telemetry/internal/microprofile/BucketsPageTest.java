package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Page;
import org.junit.jupiter.api.Test;

/** The section about buckets on the page about configuration. */
class BucketsPageTest {
  private final Page page = Page.of("configuration.md");

  @Test
  void settingsOfBucketsAreThere() {
    assertThat(page.rows("Buckets").keySet())
        .isEqualTo(new HistogramBucketsConfigSource().getPropertyNames());
    assertThat(
            Page.code(
                page.row("Buckets", DistributionSetting.FINE_BUCKETS.key()),
                "the module's entries, each for its histograms"))
        .containsExactly(DistributionSetting.FINE_BUCKETS.entries().replaceFirst(".*=", ""));
    assertThat(DistributionSetting.values())
        .allSatisfy(setting -> assertThat(setting.entries().split(";", -1)).hasSize(6));
  }
}
