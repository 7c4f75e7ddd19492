package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.ExemplarData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tracing with the OpenTelemetry that a server has for injection. */
class OpenTelemetryTracingTest {
  private static final String ENDPOINT = "blockyard.telemetry.otlp.endpoint";

  private final Log logged = Log.open();
  private final Properties before = (Properties) System.getProperties().clone();

  @AfterEach
  void nothingIsLeft() {
    System.setProperties(before);
    logged.close();
    assertThat(GlobalTracing.get()).isNull();
  }

  /** What a server does. */
  @ApplicationScoped
  static class Telemetry {
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();
    }

    Collection<MetricData> metrics() {
      return metrics.collectAllMetrics();
    }

    List<SpanData> spans() {
      return spans.getFinishedSpanItems();
    }

    static SpanContext exemplar(String metric, Collection<MetricData> exported) {
      return exported.stream()
          .filter(data -> data.getName().equals(metric))
          .map(MetricData::getHistogramData)
          .flatMap(data -> data.getPoints().stream())
          .flatMap(point -> point.getExemplars().stream())
          .map(ExemplarData::getSpanContext)
          .findAny()
          .orElse(SpanContext.getInvalid());
    }

    SpanContext span(String name) {
      return spans.getFinishedSpanItems().stream()
          .filter(span -> span.getName().equals(name))
          .map(SpanData::getSpanContext)
          .findAny()
          .orElseThrow();
    }
  }

  /** A server whose OpenTelemetry is switched off. */
  @ApplicationScoped
  static class Silence {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return OpenTelemetry.noop();
    }
  }

  @ApplicationScoped
  static class Platform {
    @TimedColdStart
    void launch() {}

    @TimedProxyRequest
    CompletionStage<Void> forward(CompletionStage<Void> stage) {
      return stage;
    }
  }

  @Test
  void pointsOfColdStartAndForwardCarryTheTraceThatMadeThem() throws Exception {
    System.setProperty("otel.sdk.disabled", "false");
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      Telemetry telemetry = container.select(Telemetry.class).get();
      Platform platform = container.select(Platform.class).get();
      CompletableFuture<Void> stage = new CompletableFuture<>();
      platform.launch();
      platform.forward(stage);
      Thread other = new Thread(() -> stage.complete(null));
      other.start();
      other.join();

      Collection<MetricData> exported = telemetry.metrics();
      assertThat(Telemetry.exemplar("blockyard.cold.start", exported))
          .isEqualTo(telemetry.span("worker.cold_start"));
      assertThat(Telemetry.exemplar("blockyard.proxy.request", exported))
          .isEqualTo(telemetry.span("proxy.forward"));
    }
    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void tracesWithoutTheUsersWordButRecordsNoMetrics() {
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      container.select(Platform.class).get().launch();
      Telemetry telemetry = container.select(Telemetry.class).get();
      assertThat(telemetry.span("worker.cold_start").isValid()).isTrue();
      assertThat(telemetry.metrics()).isEmpty();
      assertThat(GlobalTracing.get()).isNotNull();
    }
    assertThat(logged.announced().toString()).contains("metrics backend prometheus");
    assertThat(logged.announced().toString())
        .endsWith("tracing the application's own OpenTelemetry]");
  }

  @Test
  void endpointIsSaidAtStart() {
    System.setProperty(ENDPOINT, "collector:4317");
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      assertThat(container.isRunning()).isTrue();
    }
    assertThat(logged.announced().toString())
        .contains("metrics backend prometheus, ")
        .endsWith("tracing https://collector:4317]");
    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void credentialsOfTheUsersEndpointAreNotSaid() {
    System.setProperty("otel.sdk.disabled", "false");
    System.setProperty("otel.exporter.otlp.endpoint", "https://me:secret@collector:4317");
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      assertThat(container.isRunning()).isTrue();
    }
    assertThat(logged.announced().toString())
        .endsWith("tracing https://collector:4317]")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "otel.sdk.disabled,           true,  tracing none",
    "blockyard.telemetry.enabled, false, []",
  })
  void nothingIsTracedWhereTheUserSaysSo(String key, String value, String said) {
    System.setProperty(key, value);
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      container.select(Platform.class).get().launch();
      assertThat(container.select(Telemetry.class).get().spans()).isEmpty();
      assertThat(GlobalTracing.get()).isNull();
    }
    assertThat(logged.announced().toString()).contains(said);
    assertThat(logged.messages("BYT0029")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "switched off"})
  void endpointThatNothingIsSentToIsWarnedAboutOnce(String what) {
    System.setProperty(ENDPOINT, "localhost:4317");
    if (what.equals("disabled")) {
      System.setProperty("otel.sdk.disabled", "true");
    }
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Silence.class).initialize()) {
      container.select(Platform.class).get().launch();
    }
    assertThat(logged.messages("BYT0029")).singleElement().asString().contains(what);
    assertThat(logged.announced().toString()).endsWith("tracing none]");
  }

  @Test
  void whatTracingHasStartedIsUsedRatherThanTheServers() {
    try (TraceReceiver receiver = TraceReceiver.start()) {
      try (Tracing tracing = Tracing.start(receiver.endpoint());
          WeldContainer container =
              TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
        assertThat(tracing).isNotNull();
        container.select(Platform.class).get().launch();
        assertThat(container.select(Telemetry.class).get().spans()).isEmpty();
      }
      assertThat(receiver.trees()).isEqualTo("INTERNAL worker.cold_start\n");
    }
  }

  @Test
  void serverWideTelemetryOfOpenLibertyIsWarnedAbout() {
    System.setProperty("wlp.install.dir", "/server");
    System.setProperty("otel.sdk.disabled", "false");
    System.setProperty(ENDPOINT, "localhost:4317");
    try (WeldContainer container =
        TestDeployment.withoutRegistry(Platform.class, Telemetry.class).initialize()) {
      assertThat(container.isRunning()).isTrue();
    }
    assertThat(logged.messages())
        .singleElement()
        .asString()
        .startsWith("BYT0030: otel.sdk.disabled");
  }
}
