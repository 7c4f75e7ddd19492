package dev.blockyard.telemetry.internal.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.OtlpReceiver;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryMetricsTest {
  private static final int MAX_APPS = 10;

  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final SdkMeterProvider provider = exportingTo(receiver);

  OpenTelemetryMetricsTest() throws IOException {}

  static SdkMeterProvider exportingTo(OtlpReceiver receiver) {
    return SdkMeterProvider.builder()
        .registerMetricReader(
            PeriodicMetricReader.builder(
                    OtlpHttpMetricExporter.builder()
                        .setEndpoint(receiver.metricsEndpoint())
                        .build())
                .setInterval(Duration.ofHours(1))
                .build())
        .build();
  }

  /** Exports now; the reader refuses while it is still closing the export before. */
  static OtlpReceiver export(SdkMeterProvider provider, OtlpReceiver receiver) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()) {
      assertThat(System.nanoTime()).as("time for an export").isLessThan(end);
      Thread.onSpinWait();
    }
    return receiver;
  }

  @AfterEach
  void stop() {
    provider.close();
    receiver.close();
  }

  @Test
  void namesAndUnitsAreThoseOfTheContract() {
    BlockyardMetrics metrics =
        new RecordingMetrics(new OpenTelemetryInstruments(provider.get("names")), MAX_APPS, true);
    metrics.proxyRequest("shop", 200);
    metrics.healthCheckFailed("shop");
    metrics.coldStarted(Duration.ZERO, "shop");
    metrics.coldStartPhase(ColdStartPhase.READY, Duration.ZERO);
    metrics.proxyRequestForwarded(Duration.ZERO, "shop");
    metrics.bundleRestored(Duration.ZERO);

    Map<String, String> units =
        export(provider, receiver).metrics().stream()
            .distinct()
            .collect(Collectors.toMap(Metric::getName, Metric::getUnit, (one, two) -> one));
    assertThat(units)
        .containsOnly(
            Map.entry("blockyard.workers.active", ""),
            Map.entry("blockyard.workers", ""),
            Map.entry("blockyard.sessions.active", ""),
            Map.entry("blockyard.workers.spawned", ""),
            Map.entry("blockyard.workers.stopped", ""),
            Map.entry("blockyard.bundles.uploaded", ""),
            Map.entry("blockyard.bundle.restores.succeeded", ""),
            Map.entry("blockyard.bundle.restores.failed", ""),
            Map.entry("blockyard.proxy.requests", ""),
            Map.entry("blockyard.health.checks.failed", ""),
            Map.entry("blockyard.audit.entries.dropped", ""),
            Map.entry("blockyard.cold.start", "s"),
            Map.entry("blockyard.proxy.request", "s"),
            Map.entry("blockyard.build", "s"),
            Map.entry("blockyard.worker.spawns.failed", ""),
            Map.entry("blockyard.cold.starts.in.progress", ""),
            Map.entry("blockyard.cold.start.phase", "s"),
            Map.entry("blockyard.workers.reconciled.timestamp", "s"),
            Map.entry("blockyard.telemetry.info", ""),
            Map.entry("blockyard.app.cold.start", "s"),
            Map.entry("blockyard.app.proxy.request", "s"));
  }

  @Test
  void countersAreMonotonicSums() {
    OtlpTestBackend.on(provider.get("sums"));
    assertThat(export(provider, receiver).metrics())
        .filteredOn(Metric::hasSum)
        .isNotEmpty()
        .allSatisfy(
            metric -> {
              assertThat(metric.getSum().getIsMonotonic()).isTrue();
              assertThat(metric.getSum().getAggregationTemporality())
                  .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            });
  }

  @Test
  void twoProvidersShareNothing() throws IOException {
    try (OtlpReceiver another = OtlpReceiver.start();
        SdkMeterProvider second = exportingTo(another)) {
      OpenTelemetryBackend.on(provider.get("first"));
      OpenTelemetryBackend.on(second.get("second")).workerSpawned();

      assertThat(Exposition.parse(export(second, another).text()).samples())
          .containsEntry("blockyard_workers_spawned_total", 1.0);
      assertThat(Exposition.parse(export(provider, receiver).text()).samples())
          .containsEntry("blockyard_workers_spawned_total", 0.0);
    }
  }

  @Test
  void nothingIsHeldByTheMeterAfterTheEndOfTheDeployment() {
    AtomicInteger open = new AtomicInteger();
    RecordingMetrics metrics =
        new RecordingMetrics(
            new OpenTelemetryInstruments(counting(open, Meter.class, provider.get("closed"))),
            MAX_APPS,
            true);
    metrics.proxyRequest("shop", 200);
    metrics.forgetApp("shop");
    metrics.proxyRequest("shop", 200);
    metrics.healthCheckFailed("shop");
    assertThat(open).hasValue(15);

    metrics.close();

    assertThat(open).hasValue(0);
  }

  /** Counts the instruments with a callback that are built and not closed. */
  private static <T> T counting(AtomicInteger open, Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = method.invoke(target, arguments);
              switch (method.getName()) {
                case "buildWithCallback" -> open.incrementAndGet();
                case "close" -> open.decrementAndGet();
                default -> {}
              }
              Class<?> returned = method.getReturnType();
              return returned.isInterface() && returned.getName().startsWith("io.opentelemetry")
                  ? counting(open, returned, result)
                  : result;
            }));
  }
}
