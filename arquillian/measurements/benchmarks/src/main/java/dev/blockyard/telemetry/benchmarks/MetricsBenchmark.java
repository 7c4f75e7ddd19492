package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Each method of {@code BlockyardMetrics}, on each backend. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class MetricsBenchmark extends Measured {
  private static final String APP = "shop";
  private static final int OK = 200;
  private static final Duration DURATION = Duration.ofMillis(30);

  private static final List<Worker> WORKERS =
      IntStream.range(0, 30).mapToObj(i -> new Worker(i % 3 == 0, i % 2)).toList();

  /** What records. */
  public enum Library {
    /** SmallRye Metrics. */
    MICROPROFILE,
    /** OpenTelemetry's SDK. */
    OPENTELEMETRY,
    /** The built-in backend, on Prometheus' client. */
    PROMETHEUS
  }

  @Param Library backend;

  private Meters meters;
  private PrometheusRegistry prometheus;
  private BlockyardMetrics metrics;

  private record Worker(boolean draining, long sessions) implements WorkerView {}

  @Override
  void open() {
    meters = new Meters();
    prometheus = new PrometheusRegistry();
    metrics =
        switch (backend) {
          case MICROPROFILE -> MicroProfileMetrics.on(Registry.get());
          case OPENTELEMETRY -> OpenTelemetryMetrics.on(meters.meter());
          case PROMETHEUS -> PrometheusMetrics.on(prometheus);
        };
  }

  @Override
  long recorded() {
    return switch (backend) {
      case MICROPROFILE -> Registry.recorded();
      case OPENTELEMETRY -> meters.recorded();
      case PROMETHEUS -> PrometheusRecords.in(prometheus);
    };
  }

  @Override
  void close() {
    meters.close();
    Registry.clear();
  }

  /** A counter and a gauge. */
  @Benchmark
  @Records(1)
  public void workerSpawned() {
    metrics.workerSpawned();
  }

  /** A counter and a gauge. */
  @Benchmark
  @Records(1)
  public void workerStopped() {
    metrics.workerStopped(StopReason.IDLE_TIMEOUT);
  }

  /** Three gauges. */
  @Benchmark
  @Records(0)
  public void workersByState() {
    metrics.workersByState(1, 2, 3);
  }

  /** Three gauges, from thirty workers. */
  @Benchmark
  @Records(0)
  public void workersByStateOfThirty() {
    metrics.workersByState(WORKERS);
  }

  /** A gauge, up and down. */
  @Benchmark
  @Records(0)
  public void session() {
    metrics.sessionOpened();
    metrics.sessionClosed();
  }

  /** A counter. */
  @Benchmark
  @Records(1)
  public void bundleUploaded() {
    metrics.bundleUploaded();
  }

  /** A counter and a histogram. */
  @Benchmark
  @Records(2)
  public void bundleRestored() {
    metrics.bundleRestored(DURATION);
  }

  /** A counter. */
  @Benchmark
  @Records(1)
  public void bundleRestoreFailed() {
    metrics.bundleRestoreFailed();
  }

  /** A counter of an app. */
  @Benchmark
  @Records(1)
  public void proxyRequest() {
    metrics.proxyRequest(APP, OK);
  }

  /** A histogram. */
  @Benchmark
  @Records(1)
  public void proxyRequestForwarded() {
    metrics.proxyRequestForwarded(DURATION);
  }

  /** A counter of an app. */
  @Benchmark
  @Records(1)
  public void healthCheckFailed() {
    metrics.healthCheckFailed(APP);
  }

  /** A counter. */
  @Benchmark
  @Records(1)
  public void auditEntryDropped() {
    metrics.auditEntryDropped();
  }

  /** A histogram. */
  @Benchmark
  @Records(1)
  public void coldStarted() {
    metrics.coldStarted(DURATION);
  }

  /** A series that is registered, counted in, and removed. */
  @Benchmark
  @Records(0)
  public void forgetApp() {
    metrics.proxyRequest("gone", OK);
    metrics.forgetApp("gone");
  }
}
