package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedColdStart;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.metrics.annotation.Counted;
import org.eclipse.microprofile.metrics.annotation.Timed;

/** Beans of one shape, whose methods do nothing and are intercepted in different ways. */
final class Services {
  static final Class<?>[] ALL = {
    EmptyInterceptor.class,
    HeldCounterInterceptor.class,
    HeldTimerInterceptor.class,
    Plain.class,
    Intercepted.class,
    CounterHeld.class,
    TimerHeld.class,
    Counting.class,
    Spawning.class,
    Timing.class,
    TwoCounting.class,
    ThreeCounting.class,
    TimingAndCounting.class,
    SmallRyeCounting.class,
    SmallRyeTiming.class
  };

  private static final CompletionStage<String> COMPLETED = CompletableFuture.completedFuture("");

  private Services() {}

  @ApplicationScoped
  static class Plain {
    void run() {}
  }

  @Empty
  @ApplicationScoped
  static class Intercepted {
    void run() {}

    boolean answer() {
      return true;
    }

    CompletionStage<String> later() {
      return COMPLETED;
    }

    void about(String app) {}
  }

  @HeldCounter
  @ApplicationScoped
  static class CounterHeld {
    void run() {}
  }

  @HeldTimer
  @ApplicationScoped
  static class TimerHeld {
    void run() {}
  }

  @ApplicationScoped
  static class Counting {
    @CountedBundleUpload
    void run() {}

    @CountedBundleUpload
    boolean answer() {
      return true;
    }

    @CountedBundleUpload
    CompletionStage<String> later() {
      return COMPLETED;
    }

    @CountedHealthCheckFailure
    void about(@App String app) {}
  }

  /** Moves a counter and a gauge. */
  @ApplicationScoped
  static class Spawning {
    @CountedWorkerSpawn
    void run() {}
  }

  @ApplicationScoped
  static class Timing {
    @TimedColdStart
    void run() {}
  }

  @ApplicationScoped
  static class TwoCounting {
    @CountedBundleUpload
    @CountedAuditDrop
    void run() {}
  }

  @ApplicationScoped
  static class ThreeCounting {
    @CountedBundleUpload
    @CountedAuditDrop
    @CountedHealthCheckFailure
    void about(@App String app) {}
  }

  @ApplicationScoped
  static class TimingAndCounting {
    @TimedColdStart
    @CountedBundleUpload
    void run() {}
  }

  @ApplicationScoped
  static class SmallRyeCounting {
    @Counted(name = "counting", absolute = true)
    void run() {}
  }

  @ApplicationScoped
  static class SmallRyeTiming {
    @Timed(name = "timing", absolute = true)
    void run() {}
  }
}
