package dev.blockyard.telemetry.benchmarks;

import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Annotated calls that record nothing, because telemetry is off. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class DisabledBenchmark extends Called {
  @Param({"blockyard.telemetry.enabled=false", "blockyard.telemetry.metrics.backend=none"})
  String setting;

  private Services.Counting counting;
  private Services.Timing timing;

  @Override
  void open() {
    String[] keyAndValue = setting.split("=", 2);
    deploy(Map.of(keyAndValue[0], keyAndValue[1]));
    counting = get(Services.Counting.class);
    timing = get(Services.Timing.class);
  }

  /** Would be one counter. */
  @Benchmark
  @Records(0)
  public void counting() {
    counting.run();
  }

  /** Would be one timer. */
  @Benchmark
  @Records(0)
  public void timing() {
    timing.run();
  }
}
