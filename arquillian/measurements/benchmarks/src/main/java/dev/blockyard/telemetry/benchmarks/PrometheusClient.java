package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.internal.config.ModuleVersion;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The module's metric set, as its catalog has it, on Prometheus' own client. */
final class PrometheusClient {
  private static final double MILLIS_PER_SECOND = 1e3;

  /** The series that exist before the first event. */
  private static final Map<BlockyardMetric, List<String>> LABEL_VALUES =
      new EnumMap<>(
          Map.of(
              BlockyardMetric.WORKERS,
              Arrays.stream(WorkerState.values()).map(WorkerState::label).toList(),
              BlockyardMetric.WORKERS_STOPPED,
              Arrays.stream(StopReason.values()).map(StopReason::label).toList(),
              BlockyardMetric.WORKER_SPAWNS_FAILED,
              Arrays.stream(SpawnFailure.values()).map(SpawnFailure::label).toList(),
              BlockyardMetric.COLD_START_PHASE,
              Arrays.stream(ColdStartPhase.values()).map(ColdStartPhase::label).toList()));

  private final Backend described;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter proxyRequests = counter(BlockyardMetric.PROXY_REQUESTS);

  /** Has the series of a deployment that records in this backend. */
  PrometheusClient(Backend described) {
    this.described = described;
    for (BlockyardMetric metric : BlockyardMetric.values()) {
      if (!metric.isPerApp()) {
        register(metric);
      }
    }
  }

  private void register(BlockyardMetric metric) {
    List<String> values = LABEL_VALUES.getOrDefault(metric, List.of());
    switch (metric.kind()) {
      case COUNTER -> {
        Counter counter = counter(metric);
        values.forEach(counter::initLabelValues);
      }
      case HISTOGRAM -> {
        Histogram histogram = histogram(metric);
        values.forEach(histogram::initLabelValues);
      }
      case GAUGE -> {
        Gauge gauge = gauge(metric);
        values.forEach(gauge::initLabelValues);
        if (metric == BlockyardMetric.TELEMETRY_INFO) {
          gauge.labelValues(ModuleVersion.get(), described.value()).set(1);
        }
      }
    }
  }

  private Counter counter(BlockyardMetric metric) {
    return Counter.builder()
        .name(metric.prometheusName())
        .help(metric.help())
        .labelNames(labels(metric))
        .register(registry);
  }

  private Gauge gauge(BlockyardMetric metric) {
    return Gauge.builder()
        .name(metric.prometheusName())
        .help(metric.help())
        .labelNames(labels(metric))
        .register(registry);
  }

  private Histogram histogram(BlockyardMetric metric) {
    return Histogram.builder()
        .name(metric.prometheusName())
        .help(metric.help())
        .labelNames(labels(metric))
        .classicOnly()
        .classicUpperBounds(bounds(metric))
        .register(registry);
  }

  /** Returns the bounds of a histogram's buckets, in seconds. */
  static double[] bounds(BlockyardMetric metric) {
    return metric.buckets().stream()
        .mapToDouble(bound -> bound.toMillis() / MILLIS_PER_SECOND)
        .toArray();
  }

  private static String[] labels(BlockyardMetric metric) {
    return metric.labels().toArray(new String[0]);
  }

  void proxyRequest(String app, String status) {
    proxyRequests.labelValues(app, status).inc();
  }

  long recorded() {
    return (long)
        proxyRequests.collect().getDataPoints().stream()
            .mapToDouble(point -> point.getValue())
            .sum();
  }

  void write(OutputStream out) throws IOException {
    writer.write(out, registry.scrape());
  }
}
