package dev.blockyard.telemetry.internal.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.testing.StrictText;
import dev.blockyard.telemetry.testing.StrictText.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's own translation to Prometheus makes the documented names, over HTTP. */
class PrometheusExporterTest {
  /** The name of a series, but neither of a recording rule nor of a group of rules. */
  private static final Pattern SERIES = Pattern.compile("(?<!name: |[:\\w])blockyard_\\w++(?!:)");

  private final ExporterTestBackend backend = new ExporterTestBackend();

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void exporterAddsTheMetersNameToEverySeriesAndOneOfTheResource() {
    backend.start(10);
    List<Sample> samples = StrictText.parse(backend.text());

    assertThat(samples)
        .filteredOn(sample -> sample.name().startsWith("blockyard_"))
        .hasSize(20)
        .allSatisfy(
            sample -> assertThat(sample.labels()).containsEntry("otel_scope_name", "contract"));
    assertThat(samples)
        .filteredOn(sample -> !sample.name().startsWith("blockyard_"))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.name()).isEqualTo("target_info");
              assertThat(sample.labels()).containsKey("service_name");
            });
  }

  @Test
  void slowBucketLeadsToItsTraceInTheFormatThatHasExemplars() {
    BlockyardMetrics metrics = backend.start("exemplars", 10);
    try (SdkTracerProvider tracers = SdkTracerProvider.builder().build()) {
      Span request = tracers.get("test").spanBuilder("request").startSpan();
      Context.current()
          .with(request)
          .wrap(() -> metrics.coldStarted(Duration.ofMillis(1500)))
          .run();
      request.end();

      assertThat(backend.scrape("application/openmetrics-text;version=1.0.0").lines())
          .filteredOn(line -> line.contains("# {"))
          .singleElement()
          .asString()
          .startsWith("blockyard_cold_start_seconds_bucket{")
          .contains("le=\"2.0\"", "trace_id=\"" + request.getSpanContext().getTraceId() + '"');
    }
  }

  @Test
  void boundsAreWrittenWithAFractionAsOnTheServers() {
    backend.start("bounds", 10).coldStarted(Duration.ZERO);

    assertThat(StrictText.parse(backend.text()))
        .filteredOn(sample -> sample.name().equals("blockyard_cold_start_seconds_bucket"))
        .extracting(sample -> sample.labels().get("le"))
        .containsExactly("0.5", "1.0", "2.0", "4.0", "8.0", "16.0", "32.0", "64.0", "+Inf");
  }

  @Test
  void everySeriesOfTheDashboardAndTheRulesComesOut() throws IOException {
    BlockyardMetrics metrics = backend.start("dashboard", 10);
    metrics.proxyRequest("shop", 200);
    metrics.healthCheckFailed("shop");
    metrics.coldStarted(Duration.ZERO, "shop");
    metrics.coldStartPhase(ColdStartPhase.READY, Duration.ZERO);
    metrics.proxyRequestForwarded(Duration.ZERO, "shop");
    metrics.bundleRestored(Duration.ZERO);

    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/monitoring"))) {
      for (Path file : files.filter(file -> file.toString().matches(".*(json|yml)")).toList()) {
        SERIES.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(used::add);
      }
    }
    // An exporter writes the info metric with its suffix or without; the dashboard asks for both.
    used.remove("blockyard_telemetry");
    assertThat(used).hasSizeGreaterThan(10);
    assertThat(StrictText.parse(backend.text())).extracting(Sample::name).containsAll(used);
  }
}
