package dev.blockyard.telemetry.benchmarks;

import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Annotated calls while the registry has many other series. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class SeriesBenchmark extends Called {
  @Param({"50", "500", "5000"})
  int series;

  private Services.Counting counting;
  private Services.Timing timing;
  private Services.SmallRyeCounting smallRyeCounting;
  private Services.SmallRyeTiming smallRyeTiming;

  @Override
  void open() {
    deploy(Map.of());
    Registry.fill(series);
    counting = get(Services.Counting.class);
    timing = get(Services.Timing.class);
    smallRyeCounting = get(Services.SmallRyeCounting.class);
    smallRyeTiming = get(Services.SmallRyeTiming.class);
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
