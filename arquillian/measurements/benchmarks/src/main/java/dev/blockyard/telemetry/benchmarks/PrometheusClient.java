package dev.blockyard.telemetry.benchmarks;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.IntStream;

/** The module's metric set on Prometheus' own client. */
final class PrometheusClient {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter proxyRequests;

  PrometheusClient() {
    gauge(
            "blockyard_workers_active",
            "Workers spawned minus workers stopped, as seen by this process")
        .set(0);
    gauge("blockyard_sessions_active", "Sessions that are open now").set(0);
    Gauge workers =
        gauge("blockyard_workers", "Workers by state at the last reconciliation", "state");
    for (String state : new String[] {"busy", "idle", "draining"}) {
      workers.labelValues(state).set(0);
    }
    counter("blockyard_workers_spawned", "Workers that became healthy after a spawn");
    Counter stopped =
        counter("blockyard_workers_stopped", "Workers stopped, by the reason", "reason");
    for (String reason : new String[] {"graceful", "crashed", "idle_timeout"}) {
      stopped.initLabelValues(reason);
    }
    counter("blockyard_bundles_uploaded", "Bundle uploads that were accepted");
    counter("blockyard_bundle_restores_succeeded", "Bundle restores that ended well");
    counter("blockyard_bundle_restores_failed", "Bundle restores that ended badly");
    counter("blockyard_audit_entries_dropped", "Audit entries dropped because the buffer was full");
    histogram(
        "blockyard_cold_start_seconds",
        "Time from the spawn of a worker until it is healthy",
        doubling(0.5));
    histogram(
        "blockyard_proxy_request_seconds",
        "Time to forward a request to its worker, without a cold start",
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1,
        2.5,
        5,
        10);
    histogram("blockyard_build_seconds", "Time of a bundle restore that ended well", doubling(5));
    proxyRequests =
        counter(
            "blockyard_proxy_requests",
            "Requests to apps, by the app and the class of the status that the client got",
            "app",
            "status");
  }

  private static double[] doubling(double first) {
    return IntStream.range(0, 8).mapToDouble(i -> first * (1 << i)).toArray();
  }

  private Gauge gauge(String name, String help, String... labels) {
    return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private void histogram(String name, String help, double... bounds) {
    Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(bounds)
        .register(registry);
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
