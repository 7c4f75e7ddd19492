package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Timer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The held instruments that the backends themselves have, with the module's buckets. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class InstrumentBenchmark extends Measured {
  private static final Duration DURATION = Duration.ofMillis(30);
  private static final double SECONDS = 0.03;
  private static final double[] BUCKETS = PrometheusClient.bounds(BlockyardMetric.PROXY_REQUEST);
  private static final Attributes NONE = Attributes.empty();

  private Counter counter;
  private Timer timer;
  private Meters meters;
  private CounterDataPoint prometheusCounter;
  private DistributionDataPoint prometheusHistogram;
  private PrometheusRegistry prometheus;
  private LongCounter openTelemetryCounter;
  private DoubleHistogram openTelemetryHistogram;

  @Override
  void open() {
    MetricRegistry registry = Registry.get();
    counter = registry.counter("raw");
    timer = registry.timer("blockyard_proxy_request_seconds"); // a name for which there are buckets
    prometheus = new PrometheusRegistry();
    prometheusCounter =
        io.prometheus.metrics.core.metrics.Counter.builder()
            .name("raw")
            .withoutExemplars()
            .register(prometheus)
            .labelValues();
    prometheusHistogram =
        Histogram.builder()
            .name("raw_histogram")
            .classicOnly()
            .classicUpperBounds(BUCKETS)
            .withoutExemplars()
            .register(prometheus)
            .labelValues();
    meters = new Meters();
    openTelemetryCounter = meters.meter().counterBuilder("raw").build();
    openTelemetryHistogram =
        meters
            .meter()
            .histogramBuilder("raw.histogram")
            .setExplicitBucketBoundariesAdvice(Arrays.stream(BUCKETS).boxed().toList())
            .build();
  }

  @Override
  long recorded() {
    return Registry.recorded() + meters.recorded() + PrometheusRecords.in(prometheus);
  }

  @Override
  void close() {
    meters.close();
    Registry.clear();
  }

  /** SmallRye's counter. */
  @Benchmark
  @Records(1)
  public void microProfileCounter() {
    counter.inc();
  }

  /** SmallRye's timer. */
  @Benchmark
  @Records(1)
  public void microProfileTimer() {
    timer.update(DURATION);
  }

  /** The counter of Prometheus' client. */
  @Benchmark
  @Records(1)
  public void prometheusCounter() {
    prometheusCounter.inc();
  }

  /** The histogram of Prometheus' client. */
  @Benchmark
  @Records(1)
  public void prometheusHistogram() {
    prometheusHistogram.observe(SECONDS);
  }

  /** The SDK's counter. */
  @Benchmark
  @Records(1)
  public void openTelemetryCounter() {
    openTelemetryCounter.add(1, NONE);
  }

  /** The SDK's histogram. */
  @Benchmark
  @Records(1)
  public void openTelemetryHistogram() {
    openTelemetryHistogram.record(SECONDS, NONE);
  }
}
