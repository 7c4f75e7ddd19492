package dev.blockyard.telemetry.benchmarks;

import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Annotated calls that record nothing, because telemetry is off. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class DisabledBenchmark extends Measured {
  @Param({"blockyard.telemetry.enabled=false", "blockyard.telemetry.metrics.backend=none"})
  String setting;

  private Deployment deployment;
  private Services.Counting counting;
  private Services.Timing timing;

  @Override
  void open() {
    String[] keyAndValue = setting.split("=", 2);
    deployment = Deployment.start(Map.of(keyAndValue[0], keyAndValue[1]), Services.ALL);
    counting = deployment.get(Services.Counting.class);
    timing = deployment.get(Services.Timing.class);
  }

  @Override
  long recorded() {
    return Registry.recorded();
  }

  @Override
  void close() {
    deployment.close();
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
