package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.TimedColdStart;
import dev.blockyard.telemetry.TimedColdStartPhase;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.TrackedSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A bean with a method for every binding, and a call of each. */
final class EachBinding {
  private EachBinding() {}

  /** Every binding; what a method returns or throws comes from the test. */
  @ApplicationScoped
  static class Platform {
    @CountedWorkerSpawn
    public Object spawn(Supplier<Object> result) {
      return result.get();
    }

    @CountedWorkerSpawn
    public Object respawn(Supplier<Object> result) {
      return result.get();
    }

    @CountedWorkerStop(StopReason.CRASHED)
    public Object stop(Supplier<Object> result) {
      return result.get();
    }

    @TimedColdStart
    public Object start(Supplier<Object> result) {
      return result.get();
    }

    @TimedColdStartPhase(ColdStartPhase.SCHEDULE)
    public Object schedule(Supplier<Object> result) {
      return result.get();
    }

    @CountedBundleUpload
    public Object upload(Supplier<Object> result) {
      return result.get();
    }

    @TimedBundleRestore
    public Object restore(Supplier<Object> result) {
      return result.get();
    }

    @CountedHealthCheckFailure
    public Object evict(Supplier<Object> result) {
      return result.get();
    }

    @CountedAuditDrop
    public Object audit(Supplier<Object> result) {
      return result.get();
    }

    @TrackedSession
    public Object serve(Supplier<Object> result) {
      return result.get();
    }

    @TimedProxyRequest
    public Object forward(Supplier<Object> result) {
      return result.get();
    }

    @ReconciledWorkers
    public <T> T reconcile(Supplier<T> result) {
      return result.get();
    }
  }

  interface Call extends BiFunction<Platform, Supplier<Object>, Object> {}

  /** A call of each method, with the annotation and the method that a warning names. */
  static final Map<String, Call> CALLS =
      Map.ofEntries(
          Map.entry("@CountedWorkerSpawn on %s.spawn", Platform::spawn),
          Map.entry("@CountedWorkerSpawn on %s.respawn", Platform::respawn),
          Map.entry("@CountedWorkerStop on %s.stop", Platform::stop),
          Map.entry("@TimedColdStart on %s.start", Platform::start),
          Map.entry("@TimedColdStartPhase on %s.schedule", Platform::schedule),
          Map.entry("@CountedBundleUpload on %s.upload", Platform::upload),
          Map.entry("@TimedBundleRestore on %s.restore", Platform::restore),
          Map.entry("@CountedHealthCheckFailure on %s.evict", Platform::evict),
          Map.entry("@CountedAuditDrop on %s.audit", Platform::audit),
          Map.entry("@TrackedSession on %s.serve", Platform::serve),
          Map.entry("@TimedProxyRequest on %s.forward", Platform::forward),
          Map.entry("@ReconciledWorkers on %s.reconcile", Platform::reconcile));

  /** Each way to end: the method runs once, and the caller gets the very result or exception. */
  static void assertUntouched(Platform platform, Call call) {
    List<Object> workers = List.of();
    RuntimeException thrown = new IllegalStateException("the caller's own");
    CompletableFuture<Object> stage = new CompletableFuture<>();
    AtomicInteger ran = new AtomicInteger();
    assertThat(call.apply(platform, counting(ran, () -> workers))).isSameAs(workers);
    assertThat(ran).hasValue(1);
    assertThat(call.apply(platform, counting(ran, () -> stage))).isSameAs(stage);
    assertThat(ran).hasValue(2);
    assertThat(stage.complete(workers)).isTrue();
    assertThat(call.apply(platform, counting(ran, () -> stage))).isSameAs(stage);
    assertThat(ran).hasValue(3);
    Supplier<Object> throwing =
        () -> {
          throw thrown;
        };
    assertThatThrownBy(() -> call.apply(platform, counting(ran, throwing)))
        .isSameAs(thrown)
        .hasNoSuppressedExceptions();
    assertThat(ran).hasValue(4);
  }

  private static Supplier<Object> counting(AtomicInteger ran, Supplier<Object> result) {
    return () -> {
      ran.incrementAndGet();
      return result.get();
    };
  }
}
