package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Tag;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A count with the labels app and status, for some apps in turns. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class AppsBenchmark extends Measured {
  private static final int OK = 200;
  private static final String STATUS = "2xx";
  private static final String NAME = "requests";

  @Param({"1", "100", "1000"})
  int apps;

  private String[] names;
  private BlockyardMetrics microProfile;
  private org.eclipse.microprofile.metrics.Counter[] microProfileHeld;
  private MeterRegistry micrometer;
  private io.micrometer.core.instrument.Counter[] micrometerHeld;
  private Counter prometheus;
  private CounterDataPoint[] prometheusHeld;
  private PrometheusRegistry builtInRegistry;
  private BlockyardMetrics builtIn;

  @Override
  void open() throws InterruptedException {
    names = IntStream.range(0, apps).mapToObj(i -> "app-" + i).toArray(String[]::new);
    microProfile = MicroProfileMetrics.on(Registry.get());
    Metadata metadata = Metadata.builder().withName(NAME).build();
    microProfileHeld =
        Arrays.stream(names)
            .map(
                app ->
                    Registry.get()
                        .counter(metadata, new Tag("app", app), new Tag("status", STATUS)))
            .toArray(org.eclipse.microprofile.metrics.Counter[]::new);

    micrometer = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    micrometerHeld =
        Arrays.stream(names)
            .map(app -> micrometer.counter(NAME, "app", app, "status", STATUS))
            .toArray(io.micrometer.core.instrument.Counter[]::new);
    prometheus = Counter.builder().name(NAME).labelNames("app", "status").build();

    prometheusHeld =
        Arrays.stream(names)
            .map(app -> prometheus.labelValues(app, STATUS))
            .toArray(CounterDataPoint[]::new);
    builtInRegistry = new PrometheusRegistry();
    builtIn = PrometheusMetrics.on(builtInRegistry);

    for (String app : names) {
      microProfile.proxyRequest(app, OK);
    }
    Registry.awaitRecorded(apps); // registered in the background, if there are many
  }

  @Override
  long recorded() {
    return Registry.recorded()
        + PrometheusRecords.in(builtInRegistry)
        + (long) Arrays.stream(micrometerHeld).mapToDouble(counter -> counter.count()).sum()
        + (long)
            prometheus.collect().getDataPoints().stream()
                .mapToDouble(CounterDataPointSnapshot::getValue)
                .sum();
  }

  @Override
  void close() {
    Registry.clear();
  }

  /** The module on SmallRye Metrics. */
  @Benchmark
  @Records(1)
  public void microProfile(Cursor cursor) {
    microProfile.proxyRequest(names[cursor.next()], OK);
  }

  /** The module on its built-in backend. */
  @Benchmark
  @Records(1)
  public void builtIn(Cursor cursor) {
    builtIn.proxyRequest(names[cursor.next()], OK);
  }

  /** Counters of Prometheus' own client, held. */
  @Benchmark
  @Records(1)
  public void prometheusHeld(Cursor cursor) {
    prometheusHeld[cursor.next()].inc();
  }

  /** SmallRye's counters, held. */
  @Benchmark
  @Records(1)
  public void microProfileHeld(Cursor cursor) {
    microProfileHeld[cursor.next()].inc();
  }

  /** Micrometer's counters, looked up. */
  @Benchmark
  @Records(1)
  public void micrometer(Cursor cursor) {
    micrometer.counter(NAME, "app", names[cursor.next()], "status", STATUS).increment();
  }

  /** Micrometer's counters, held. */
  @Benchmark
  @Records(1)
  public void micrometerHeld(Cursor cursor) {
    micrometerHeld[cursor.next()].increment();
  }

  /** A counter of Prometheus' own client. */
  @Benchmark
  @Records(1)
  public void prometheus(Cursor cursor) {
    prometheus.labelValues(names[cursor.next()], STATUS).inc();
  }
}
