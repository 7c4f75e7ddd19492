package dev.blockyard.telemetry.internal.interception;

import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.FALSE;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.GOOD;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.NEVER;
import static dev.blockyard.telemetry.internal.interception.BoundCalls.End.THROWN;

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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Beans of every binding with methods of every type of result, and what moves at which end. */
final class BoundCalls {
  private static final String SESSIONS = "blockyard_sessions_active";

  private static final Set<End> SUCCESS = EnumSet.of(GOOD);
  private static final Set<End> ANY = EnumSet.complementOf(EnumSet.of(NEVER));

  private BoundCalls() {}

  /** How a call ends, as the contract tells ends apart. */
  enum End {
    GOOD,
    FALSE,
    THROWN,
    UNSEEN,
    NEVER
  }

  /** A binding, and what moves on which ends. */
  @SuppressWarnings("ImmutableEnumChecker")
  enum Binding {
    SPAWN(Spawn.class, SUCCESS, "blockyard_workers_spawned_total", "+blockyard_workers_active"),
    STOP(
        Stop.class,
        SUCCESS,
        "blockyard_workers_stopped_total{reason=graceful}",
        "-blockyard_workers_active"),
    COLD_START(ColdStart.class, SUCCESS, "blockyard_cold_start_seconds_count"),
    COLD_START_PHASE(
        Phase.class, SUCCESS, "blockyard_cold_start_phase_seconds_count{phase=prepare}"),
    UPLOAD(Upload.class, SUCCESS, "blockyard_bundles_uploaded_total"),
    RESTORE(
        Restore.class,
        SUCCESS,
        "blockyard_bundle_restores_succeeded_total",
        "blockyard_build_seconds_count"),
    HEALTH_CHECK(HealthCheck.class, SUCCESS, "blockyard_health_checks_failed_total{app=unknown}"),
    AUDIT_DROP(AuditDrop.class, Set.of(), "blockyard_audit_entries_dropped_total"),
    SESSION(Session.class, Set.of(NEVER), "+" + SESSIONS),
    PROXY_REQUEST(ProxyRequest.class, ANY, "blockyard_proxy_request_seconds_count"),
    RECONCILED(Reconciled.class, Set.of());

    final Class<? extends Calls> bean;
    private final Set<End> ends;
    private final String[] series;

    Binding(Class<? extends Calls> bean, Set<End> ends, String... series) {
      this.bean = bean;
      this.ends = ends;
      this.series = series;
    }

    Map<String, Double> moves(Shape shape, End end) {
      boolean moves =
          this == AUDIT_DROP ? end == (shape.isBoolean ? FALSE : GOOD) : ends.contains(end);
      if (this == RESTORE && end == THROWN) {
        return Map.of("blockyard_bundle_restores_failed_total", 1.0);
      }
      if (this == COLD_START && end == NEVER) {
        return Map.of("blockyard_cold_starts_in_progress", 1.0);
      }
      if (this == SPAWN && end == THROWN) {
        return Map.of("blockyard_worker_spawns_failed_total{reason=error}", 1.0);
      }
      Map<String, Double> all = new TreeMap<>();
      for (String one : moves ? series : new String[0]) {
        all.put(one.replaceAll("^[+-]", ""), one.startsWith("-") ? -1.0 : 1.0);
      }
      return all;
    }
  }

  /** One method for each type of result; the bindings are on the subclasses. */
  static class Calls {
    void nothing(Body body) throws Throwable {
      body.run();
    }

    boolean primitive(Body body) throws Throwable {
      return Boolean.TRUE.equals(body.run());
    }

    @Nullable Boolean wrapper(Body body) throws Throwable {
      return (Boolean) body.run();
    }

    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
    <T> @Nullable T value(Body body) throws Throwable {
      return (T) body.run();
    }

    @SuppressWarnings("unchecked")
    <T> @Nullable CompletionStage<T> stage(Body body) throws Throwable {
      return (CompletionStage<T>) body.run();
    }

    @SuppressWarnings("unchecked")
    <T> @Nullable CompletableFuture<T> future(Body body) throws Throwable {
      return (CompletableFuture<T>) body.run();
    }

    @SuppressWarnings("unchecked")
    @Nullable CompletionStage<Boolean> booleanStage(Body body) throws Throwable {
      return (CompletionStage<Boolean>) body.run();
    }

    @SuppressWarnings("unchecked")
    @Nullable CompletableFuture<Boolean> booleanFuture(Body body) throws Throwable {
      return (CompletableFuture<Boolean>) body.run();
    }
  }

  @ApplicationScoped
  @CountedWorkerSpawn
  static class Spawn extends Calls {}

  @ApplicationScoped
  @CountedWorkerStop(StopReason.GRACEFUL)
  static class Stop extends Calls {}

  @ApplicationScoped
  @TimedColdStart
  static class ColdStart extends Calls {}

  @ApplicationScoped
  @TimedColdStartPhase(ColdStartPhase.PREPARE)
  static class Phase extends Calls {}

  @ApplicationScoped
  @CountedBundleUpload
  static class Upload extends Calls {}

  @ApplicationScoped
  @TimedBundleRestore
  static class Restore extends Calls {}

  @ApplicationScoped
  @CountedHealthCheckFailure
  static class HealthCheck extends Calls {}

  @ApplicationScoped
  @CountedAuditDrop
  static class AuditDrop extends Calls {}

  @ApplicationScoped
  @TrackedSession
  static class Session extends Calls {}

  @ApplicationScoped
  @TimedProxyRequest
  static class ProxyRequest extends Calls {}

  /** Bound where the result may be workers; elsewhere, the binding would be a mistake. */
  @ApplicationScoped
  static class Reconciled extends Calls {
    static final Set<Shape> SHAPES = EnumSet.of(Shape.VALUE, Shape.STAGE, Shape.FUTURE);

    @Override
    @ReconciledWorkers
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> @Nullable T value(Body body) throws Throwable {
      return super.value(body);
    }

    @Override
    @ReconciledWorkers
    <T> @Nullable CompletionStage<T> stage(Body body) throws Throwable {
      return super.stage(body);
    }

    @Override
    @ReconciledWorkers
    <T> @Nullable CompletableFuture<T> future(Body body) throws Throwable {
      return super.future(body);
    }
  }

  interface Body {
    @Nullable Object run() throws Throwable;
  }

  interface Method {
    @Nullable Object call(Calls bean, Body body) throws Throwable;
  }

  @SuppressWarnings({"FutureReturnValueIgnored", "ImmutableEnumChecker"})
  enum Shape {
    VOID(
        false,
        (bean, body) -> {
          bean.nothing(body);
          return null;
        }),
    PRIMITIVE(true, Calls::primitive),
    WRAPPER(true, Calls::wrapper),
    VALUE(false, Calls::value),
    STAGE(false, Calls::stage),
    FUTURE(false, Calls::future),
    BOOLEAN_STAGE(true, Calls::booleanStage),
    BOOLEAN_FUTURE(true, Calls::booleanFuture);

    final boolean isBoolean;
    final Method method;

    Shape(boolean isBoolean, Method method) {
      this.isBoolean = isBoolean;
      this.method = method;
    }
  }
}
