package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first requests of many apps, one of each status class: once, in a JVM that is still cold.
 * What is recorded is said per app.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class RegistrationBenchmark extends Measured {
  private static final String BOUND = "blockyard.telemetry.apps.max";
  private static final int[] STATUSES = {101, 200, 302, 404, 500};
  private static final String[] CLASSES = {"1xx", "2xx", "3xx", "4xx", "5xx"};

  @Param({"500", "1000", "10000"})
  int apps;

  private BlockyardMetrics microProfile;
  private BlockyardMetrics openTelemetry;
  private Meters meters;
  private MetricRegistry registry;
  private PrometheusClient prometheus;
  private PrometheusRegistry builtInRegistry;
  private BlockyardMetrics builtIn;
  private boolean inBackground;

  @Override
  void open() {
    System.setProperty(BOUND, Integer.toString(apps));
    registry = Registry.get();
    microProfile = MicroProfileMetrics.on(registry);
    meters = new Meters();
    openTelemetry = OpenTelemetryMetrics.on(meters.meter());
    prometheus = new PrometheusClient(Backend.PROMETHEUS);
    builtInRegistry = new PrometheusRegistry();
    builtIn = PrometheusMetrics.on(builtInRegistry);
  }

  @Override
  long recorded() throws InterruptedException {
    if (inBackground) {
      Registry.awaitRecorded(5L * apps);
    }
    return (Registry.recorded()
            + meters.recorded()
            + prometheus.recorded()
            + PrometheusRecords.in(builtInRegistry))
        / apps;
  }

  @Override
  void close() {
    meters.close();
    Registry.clear();
    System.clearProperty(BOUND);
  }

  private void count(BlockyardMetrics metrics) {
    for (int app = 0; app < apps; app++) {
      for (int status : STATUSES) {
        metrics.proxyRequest("app-" + app, status);
      }
    }
  }

  /** The module on SmallRye Metrics: what the threads of the requests do. */
  @Benchmark
  @Records(5)
  public void microProfile() {
    inBackground = true;
    count(microProfile);
  }

  /** The module on its built-in backend. */
  @Benchmark
  @Records(5)
  public void builtIn() {
    count(builtIn);
  }

  /** The module on OpenTelemetry. */
  @Benchmark
  @Records(5)
  public void openTelemetry() {
    count(openTelemetry);
  }

  /** SmallRye Metrics itself. */
  @Benchmark
  @Records(5)
  public void smallRye() {
    Metadata metadata = Metadata.builder().withName("requests_total").build();
    for (int app = 0; app < apps; app++) {
      for (String status : CLASSES) {
        registry.counter(metadata, new Tag("app", "app-" + app), new Tag("status", status)).inc();
      }
    }
  }

  /** Prometheus' own client. */
  @Benchmark
  @Records(5)
  public void prometheus() {
    for (int app = 0; app < apps; app++) {
      for (String status : CLASSES) {
        prometheus.proxyRequest("app-" + app, status);
      }
    }
  }
}
