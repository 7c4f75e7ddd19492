package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.internal.interception.MetricsPageTest.buckets;
import static dev.blockyard.telemetry.internal.interception.MetricsPageTest.move;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.CardinalityConfigSource;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.internal.opentelemetry.OtlpTestBackend;
import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.TestConfig;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about metrics has the names, units and limits of OpenTelemetry. */
class OpenTelemetryNamesPageTest {
  private final Page page = Page.of("metrics.md");

  /** The metrics of OpenTelemetry, by name. */
  private static Map<String, MetricData> exported() throws ReflectiveOperationException {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().registerMetricReader(reader).build()) {
      move(OtlpTestBackend.on(provider.get("a test")));
      return reader.collectAllMetrics().stream()
          .collect(Collectors.toMap(MetricData::getName, metric -> metric));
    }
  }

  @Test
  void everyNameOnOpenTelemetryIsThereWithItsUnit() throws ReflectiveOperationException {
    Map<String, MetricData> exported = exported();
    List<Map<String, String>> rows = page.table("Names on OpenTelemetry");
    assertThat(rows)
        .extracting(row -> Page.code(row, "name on OpenTelemetry").get(0))
        .containsExactlyInAnyOrderElementsOf(exported.keySet());
    assertThat(rows)
        .extracting(row -> Page.code(row, "series").get(0))
        .containsExactlyElementsOf(
            Arrays.stream(BlockyardMetric.values()).map(BlockyardMetric::prometheusName).toList());
    for (Map<String, String> row : rows) {
      String series = Page.code(row, "series").get(0);
      String name = Page.code(row, "name on OpenTelemetry").get(0);
      MetricData metric = requireNonNull(exported.get(name));
      assertThat(String.join("", Page.code(row, "unit"))).as(name).isEqualTo(metric.getUnit());
      assertThat(page.row("Series", series)).as(name).containsEntry("type", type(metric));
      assertThat(Page.code(page.row("Series", series), "labels"))
          .as(name)
          .containsExactlyInAnyOrderElementsOf(attributes(metric));
      assertThat(series)
          .as("as a translation to Prometheus writes " + name)
          .isEqualTo(translated(metric));
      if (!metric.getHistogramData().getPoints().isEmpty()) {
        assertThat(metric.getHistogramData().getPoints())
            .extracting(HistogramPointData::getBoundaries)
            .containsOnly(buckets(page).get(series));
      }
    }
  }

  private static String type(MetricData metric) {
    return switch (metric.getType()) {
      case LONG_GAUGE -> "gauge";
      case LONG_SUM -> "counter";
      default -> "histogram";
    };
  }

  private static String translated(MetricData metric) {
    return metric.getName().replace('.', '_')
        + (metric.getUnit().equals("s") ? "_seconds" : "")
        + (type(metric).equals("counter") ? "_total" : "");
  }

  private static Set<String> attributes(MetricData metric) {
    return metric.getData().getPoints().stream()
        .flatMap(point -> point.getAttributes().asMap().keySet().stream())
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  @Test
  void limitOfOpenTelemetryIsTheModules() {
    CardinalityConfigSource source = new CardinalityConfigSource();
    String key = source.getPropertyNames().stream().sorted().findFirst().orElseThrow();
    TestConfig.only(TestConfig.source("few apps", 1, "blockyard.telemetry.apps.max", "1"))
        .run(
            () ->
                assertThat(page.section("Names on OpenTelemetry"))
                    .contains(
                        "`" + key + "`",
                        String.format(
                            Locale.ROOT,
                            "beyond %,d per metric",
                            Integer.valueOf(source.getValue(key)))));
  }
}
