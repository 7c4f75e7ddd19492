package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
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

    for (String app : names) {
      microProfile.proxyRequest(app, OK);
    }
    Registry.awaitRecorded(apps); // registered in the background, if there are many
  }

  @Override
  long recorded() {
    return Registry.recorded()
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
