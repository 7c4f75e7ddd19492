package dev.blockyard.telemetry.internal.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.contract.Backend;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.StrictText;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** OpenTelemetry's own translation to Prometheus, over HTTP. */
final class ExporterTestBackend implements Backend {
  private static final Pattern PORT = Pattern.compile(":(\\d+)}");

  /** What the exporter adds: a series about the resource, and a label with the meter's name. */
  private static final Pattern ADDED =
      Pattern.compile(
          "^(# (HELP|TYPE) )?target_info.*\n|otel_scope_name=\"contract\",?",
          Pattern.MULTILINE | Pattern.UNIX_LINES);

  private final PrometheusHttpServer exporter =
      PrometheusHttpServer.builder().setHost("127.0.0.1").setPort(0).build();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(exporter).build();
  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public BlockyardMetrics start(int maxApps) {
    return start("contract", maxApps);
  }

  @Override
  public BlockyardMetrics door() {
    return OpenTelemetryMetrics.on(provider.get("contract"));
  }

  BlockyardMetrics start(String meter, int maxApps) {
    return new RecordingMetrics(new OpenTelemetryInstruments(provider.get(meter)), maxApps, true);
  }

  @Override
  public Exposition exposition() {
    return Exposition.parse(ADDED.matcher(text()).replaceAll(""));
  }

  @Override
  public Set<String> apps() {
    return StrictText.parse(text()).stream()
        .filter(sample -> sample.name().equals("blockyard_proxy_requests_total"))
        .map(sample -> sample.labels().get("app"))
        .collect(Collectors.toSet());
  }

  @Override
  public boolean removesHistograms() {
    return false;
  }

  @Override
  public boolean showsEmptyHistograms() {
    return false;
  }

  @Override
  public String name() {
    return "opentelemetry";
  }

  @Override
  public void close() {
    provider.close();
  }

  /** The exporter takes the suffix of an info metric away from a gauge; collector.md says so. */
  String text() {
    return scrape("text/plain;version=0.0.4")
        .replaceAll("(?m)^(# \\w+ )?blockyard_telemetry(?=[ {])", "$1blockyard_telemetry_info");
  }

  String scrape(String format) {
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
}
