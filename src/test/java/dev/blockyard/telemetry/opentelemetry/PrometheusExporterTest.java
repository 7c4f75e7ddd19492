package dev.blockyard.telemetry.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.BlockyardMetricsContract;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.internal.opentelemetry.OpenTelemetryInstruments;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.StrictText;
import dev.blockyard.telemetry.testing.StrictText.Sample;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's own translation to Prometheus makes the names of the contract, over HTTP. */
class PrometheusExporterTest extends BlockyardMetricsContract {
  private static final Pattern PORT = Pattern.compile(":(\\d+)}");

  /** What the exporter adds: a series about the resource, and a label with the meter's name. */
  private static final Pattern ADDED =
      Pattern.compile(
          "^(# (HELP|TYPE) )?target_info.*\n|otel_scope_name=\"contract\",?",
          Pattern.MULTILINE | Pattern.UNIX_LINES);

  /** The name of a series, but neither of a recording rule nor of a group of rules. */
  private static final Pattern SERIES = Pattern.compile("(?<!name: |[:\\w])blockyard_\\w++(?!:)");

  private final PrometheusHttpServer exporter =
      PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(0).build();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(exporter).build();
  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  protected BlockyardMetrics start() {
    return new RecordingMetrics(new OpenTelemetryInstruments(provider.get("contract")), MAX_APPS);
  }

  @Override
  protected Exposition exposition() {
    return Exposition.parse(ADDED.matcher(text()).replaceAll(""));
  }

  @Override
  protected Set<String> apps() {
    return StrictText.parse(text()).stream()
        .filter(sample -> sample.name().equals("blockyard_proxy_requests_total"))
        .map(sample -> sample.labels().get("app"))
        .collect(Collectors.toSet());
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private String text() {
    return scrape("text/plain;version=0.0.4");
  }

  private String scrape(String format) {
    // The exporter tells its port in no other way.
    Matcher port = PORT.matcher(exporter.toString());
    assertThat(port.find()).isTrue();
    URI endpoint = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(endpoint).header("Accept", format).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith(format.split(";", 2)[0]);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void exporterAddsTheMetersNameToEverySeriesAndOneOfTheResource() {
    List<Sample> samples = StrictText.parse(text());

    assertThat(samples)
        .filteredOn(sample -> sample.name().startsWith("blockyard_"))
        .hasSize(13)
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
    BlockyardMetrics metrics = OpenTelemetryMetrics.on(provider.get("exemplars"));
    try (SdkTracerProvider tracers = SdkTracerProvider.builder().build()) {
      Span request = tracers.get("test").spanBuilder("request").startSpan();
      Context.current()
          .with(request)
          .wrap(() -> metrics.coldStarted(Duration.ofMillis(1500)))
          .run();
      request.end();

      assertThat(scrape("application/openmetrics-text;version=1.0.0").lines())
          .filteredOn(line -> line.contains("# {"))
          .singleElement()
          .asString()
          .startsWith("blockyard_cold_start_seconds_bucket{")
          .contains("le=\"2.0\"", "trace_id=\"" + request.getSpanContext().getTraceId() + '"');
    }
  }

  @Test
  void boundsAreWrittenWithAFractionAsOnTheServers() {
    OpenTelemetryMetrics.on(provider.get("bounds")).coldStarted(Duration.ZERO);

    assertThat(StrictText.parse(text()))
        .filteredOn(sample -> sample.name().equals("blockyard_cold_start_seconds_bucket"))
        .extracting(sample -> sample.labels().get("le"))
        .containsExactly("0.5", "1.0", "2.0", "4.0", "8.0", "16.0", "32.0", "64.0", "+Inf");
  }

  @Test
  void everySeriesOfTheDashboardAndTheRulesComesOut() throws IOException {
    BlockyardMetrics metrics = OpenTelemetryMetrics.on(provider.get("dashboard"));
    metrics.proxyRequest("shop", 200);
    metrics.healthCheckFailed("shop");
    metrics.coldStarted(Duration.ZERO);
    metrics.proxyRequestForwarded(Duration.ZERO);
    metrics.bundleRestored(Duration.ZERO);

    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/monitoring"))) {
      for (Path file : files.filter(file -> file.toString().matches(".*(json|yml)")).toList()) {
        SERIES.matcher(Files.readString(file)).results().map(MatchResult::group).forEach(used::add);
      }
    }
    assertThat(used).hasSizeGreaterThan(10);
    assertThat(StrictText.parse(text())).extracting(Sample::name).containsAll(used);
  }
}
