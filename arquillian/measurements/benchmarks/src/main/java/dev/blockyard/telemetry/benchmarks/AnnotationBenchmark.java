package dev.blockyard.telemetry.benchmarks;

import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Calls of a bean through its client proxy, beside an interceptor that does nothing. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class AnnotationBenchmark extends Called {
  private static final String APP = "shop";

  @Param Backend backend;

  private Services.Plain plain;
  private Services.Intercepted intercepted;
  private Services.CounterHeld counterHeld;
  private Services.TimerHeld timerHeld;
  private Services.Counting counting;
  private Services.Spawning spawning;
  private Services.Timing timing;
  private Services.TwoCounting twoCounting;
  private Services.ThreeCounting threeCounting;
  private Services.TimingAndCounting timingAndCounting;
  private Services.SmallRyeCounting smallRyeCounting;
  private Services.SmallRyeTiming smallRyeTiming;

  @Override
  void open() {
    deploy(backend.settings());
    plain = get(Services.Plain.class);
    intercepted = get(Services.Intercepted.class);
    counterHeld = get(Services.CounterHeld.class);
    timerHeld = get(Services.TimerHeld.class);
    counting = get(Services.Counting.class);
    spawning = get(Services.Spawning.class);
    timing = get(Services.Timing.class);
    twoCounting = get(Services.TwoCounting.class);
    threeCounting = get(Services.ThreeCounting.class);
    timingAndCounting = get(Services.TimingAndCounting.class);
    smallRyeCounting = get(Services.SmallRyeCounting.class);
    smallRyeTiming = get(Services.SmallRyeTiming.class);
  }

  /** The client proxy alone. */
  @Benchmark
  @Records(0)
  public void plain() {
    plain.run();
  }

  /** An interceptor that does nothing. */
  @Benchmark
  @Records(0)
  public void empty() {
    intercepted.run();
  }

  /** The same around a method that returns a boolean. */
  @Benchmark
  @Records(0)
  public boolean emptyBoolean() {
    return intercepted.answer();
  }

  /** The same around a method that returns a stage. */
  @Benchmark
  @Records(0)
  public CompletionStage<String> emptyStage() {
    return intercepted.later();
  }

  /** The same around a method with a parameter. */
  @Benchmark
  @Records(0)
  public void emptyApp() {
    intercepted.about(APP);
  }

  /** The least that counting costs. */
  @Benchmark
  @Records(1)
  public void heldCounter() {
    counterHeld.run();
  }

  /** The least that timing costs. */
  @Benchmark
  @Records(1)
  public void heldTimer() {
    timerHeld.run();
  }

  /** One counter. */
  @Benchmark
  @Records(1)
  public void counting() {
    counting.run();
  }

  /** One counter, if the method returns true. */
  @Benchmark
  @Records(1)
  public boolean countingBoolean() {
    return counting.answer();
  }

  /** One counter, when the stage completes, which it has. */
  @Benchmark
  @Records(1)
  public CompletionStage<String> countingStage() {
    return counting.later();
  }

  /** One counter of an app. */
  @Benchmark
  @Records(1)
  public void countingApp() {
    counting.about(APP);
  }

  /** A counter and a gauge. */
  @Benchmark
  @Records(1)
  public void spawning() {
    spawning.run();
  }

  /** One timer. */
  @Benchmark
  @Records(1)
  public void timing() {
    timing.run();
  }

  /** Two annotations, of a counter each. */
  @Benchmark
  @Records(2)
  public void twoCounting() {
    twoCounting.run();
  }

  /** Three annotations, of a counter each, one of them of an app. */
  @Benchmark
  @Records(3)
  public void threeCounting() {
    threeCounting.about(APP);
  }

  /** Two annotations: a timer and a counter. */
  @Benchmark
  @Records(2)
  public void timingAndCounting() {
    timingAndCounting.run();
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
