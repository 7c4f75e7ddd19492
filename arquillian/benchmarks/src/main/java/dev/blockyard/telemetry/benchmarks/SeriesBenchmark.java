package dev.blockyard.telemetry.benchmarks;

import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Annotated calls while the registry has many other series. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class SeriesBenchmark extends Measured {
  @Param({"50", "500", "5000"})
  int series;

  private Deployment deployment;
  private Services.Counting counting;
  private Services.Timing timing;
  private Services.SmallRyeCounting smallRyeCounting;
  private Services.SmallRyeTiming smallRyeTiming;

  @Override
  void open() {
    deployment = Deployment.start(Map.of(), Services.ALL);
    Registry.fill(series);
    counting = deployment.get(Services.Counting.class);
    timing = deployment.get(Services.Timing.class);
    smallRyeCounting = deployment.get(Services.SmallRyeCounting.class);
    smallRyeTiming = deployment.get(Services.SmallRyeTiming.class);
  }

  @Override
  long recorded() {
    return Registry.recorded();
  }

  @Override
  void close() {
    deployment.close();
  }

  /** One counter. */
  @Benchmark
  @Records(1)
  public void counting() {
    counting.run();
  }

  /** One timer. */
  @Benchmark
  @Records(1)
  public void timing() {
    timing.run();
  }

  /** SmallRye's own annotation. */
  @Benchmark
  @Records(1)
  public void smallRyeCounted() {
    smallRyeCounting.run();
  }

  /** SmallRye's own annotation. */
  @Benchmark
  @Records(1)
  public void smallRyeTimed() {
    smallRyeTiming.run();
  }
}
