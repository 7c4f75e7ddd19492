package dev.blockyard.telemetry.internal.prometheus;

import static dev.blockyard.telemetry.internal.prometheus.PrometheusTestBackend.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusTextTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final BlockyardMetrics metrics = PrometheusMetrics.on(registry);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                                                          | text/plain",
        "*/*                                                        | text/plain",
        "text/plain                                                 | text/plain",
        "application/openmetrics-text                               | application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0,text/plain;q=.5 | application/openmetrics-text",
        "text/plain;q=0.4, APPLICATION/openmetrics-text;q=0.5       | application/openmetrics-text",
        "application/openmetrics-text;q=0.4,text/plain;q=0.5        | text/plain",
        "application/openmetrics-text;q=0.5,*/*;q=0.9               | text/plain",
        "application/openmetrics-text;q=0.5,text/*;q=0.9            | text/plain",
        "application/openmetrics-text;q=0.5,text/plain;q=0.3,*/*;q=1 | application/openmetrics-text",
        "application/openmetrics-text;q=0.5,text/*;q=0.1,*/*;q=0.9   | application/openmetrics-text",
        "text/plain,application/openmetrics-text                    | application/openmetrics-text",
        "application/openmetrics-text;q=0                           | text/plain",
        "application/openmetrics-text;q=0,text/plain;q=0            | text/plain",
        "application/openmetrics-text;q=wrong                       | text/plain",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily | text/plain",
      })
  void clientGetsTheFormatThatItPrefers(@Nullable String accept, String format) {
    assertThat(new PrometheusText(registry).contentType(accept))
        .startsWith(format + ";")
        .endsWith("charset=utf-8");
    assertThat(text(registry, accept).endsWith("# EOF\n"))
        .isEqualTo(format.equals("application/openmetrics-text"));
  }

  @Test
  void aDeploymentShowsItsOwnRegistryToTheEndpoint() throws Exception {
    try (ByteArrayOutputStream shown = new ByteArrayOutputStream()) {
      var deployment = PrometheusBackend.create(TelemetryConfig.load());
      deployment.workerSpawned();
      deployment.text().orElseThrow().write(shown, null, Set.of());

      assertThat(shown.toString(UTF_8)).contains("blockyard_workers_spawned_total 1.0");
      assertThat(text(registry, null)).contains("blockyard_workers_spawned_total 0.0");
    }
  }

  @Test
  void namesSelectSamples() {
    assertThat(text(registry, null, "blockyard_sessions_active").lines())
        .hasSize(3)
        .last()
        .isEqualTo("blockyard_sessions_active 0.0");
  }

  @Test
  void bucketsHaveExemplarsOfSampledSpansInOpenMetrics() {
    try (SdkTracerProvider tracers = SdkTracerProvider.builder().build()) {
      Span span = tracers.get("test").spanBuilder("request").startSpan();
      Context.current().with(span).wrap(() -> metrics.coldStarted(Duration.ofMillis(1500))).run();
      span.end();

      assertThat(text(registry, "application/openmetrics-text").lines())
          .filteredOn(line -> line.contains("# {"))
          .singleElement()
          .asString()
          .startsWith("blockyard_cold_start_seconds_bucket{le=\"2.0\"}")
          .contains("trace_id=\"" + span.getSpanContext().getTraceId() + '"')
          .contains("span_id=\"" + span.getSpanContext().getSpanId() + '"');
      assertThat(text(registry, null)).doesNotContain("trace_id");
    }
  }

  @Test
  void eachBucketHasItsExemplarHoweverFastTheyFill() {
    try (SdkTracerProvider tracers = SdkTracerProvider.builder().build()) {
      Span span = tracers.get("test").spanBuilder("request").startSpan();
      Context.current()
          .with(span)
          .wrap(
              () -> {
                metrics.coldStarted(Duration.ofMillis(300));
                metrics.coldStarted(Duration.ofSeconds(2));
                metrics.coldStarted(Duration.ofSeconds(2));
                metrics.coldStarted(Duration.ofSeconds(70));
              })
          .run();
      span.end();

      assertThat(text(registry, "application/openmetrics-text").lines())
          .filteredOn(line -> line.contains("# {"))
          .extracting(
              line -> line.replaceFirst(".*le=\"([^\"]+)\"} (\\S+) .*} (\\S+) .*", "$1 $2 $3"))
          .containsExactly("0.5 1 0.3", "2.0 3 2.0", "+Inf 4 70.0");
    }
  }

  @Test
  void spanThatIsNotSampledIsNoExemplar() {
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build()) {
      Span span = tracers.get("test").spanBuilder("request").startSpan();
      Context.current().with(span).wrap(() -> metrics.coldStarted(Duration.ofSeconds(2))).run();

      assertThat(text(registry, "application/openmetrics-text")).doesNotContain("# {");
    }
  }

  @Test
  void registriesShareNothing() {
    PrometheusRegistry another = new PrometheusRegistry();
    PrometheusMetrics.on(another).workerSpawned();

    assertThat(text(another, null)).contains("blockyard_workers_spawned_total 1.0");
    assertThat(text(registry, null)).contains("blockyard_workers_spawned_total 0.0");
  }

  @Test
  void tenDeploymentsInOneRegistryLeaveNothing() {
    PrometheusRegistry shared = new PrometheusRegistry();
    try (Log log = Log.open()) {
      for (int i = 0; i < 10; i++) {
        var deployment = PrometheusBackend.on(shared);
        deployment.coldStartBegun();
        deployment.proxyRequest("shop", 200);
        assertThat(text(shared, null)).contains("blockyard_cold_starts_in_progress 1.0");
        deployment.close();
        deployment.proxyRequest("shop", 200);
        deployment.proxyRequest("late", 200);
        assertThat(text(shared, null)).isEmpty();
      }
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void refusedMetricLeavesTheOthersAlone() {
    PrometheusRegistry taken = new PrometheusRegistry();
    Histogram.builder().name("blockyard_sessions_active").register(taken);
    try (Log log = Log.open()) {
      BlockyardMetrics beside = PrometheusMetrics.on(taken);
      beside.sessionOpened();
      beside.workerSpawned();

      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0004: blockyard_sessions_active is not recorded");
      assertThat(text(taken, null)).contains("blockyard_workers_spawned_total 1.0");
    }
  }
}
