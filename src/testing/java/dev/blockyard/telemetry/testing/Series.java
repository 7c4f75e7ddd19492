package dev.blockyard.telemetry.testing;

import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One series of the module, by what it means: {@code workersStopped(CRASHED)} is {@code
 * blockyard_workers_stopped_total{reason="crashed"}}. Meant for static imports.
 */
public abstract sealed class Series {
  private final String text;
  private final List<Series> moveAlong;

  private Series(BlockyardMetric metric, List<String> labelValues, List<Series> moveAlong) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < labelValues.size(); i++) {
      labels.add(metric.labels().get(i) + "=\"" + labelValues.get(i) + "\"");
    }
    this.text = text(metric.prometheusName(), labels);
    this.moveAlong = moveAlong;
  }

  static String text(String name, List<String> labels) {
    return labels.isEmpty() ? name : name + "{" + String.join(",", labels) + "}";
  }

  /** A number of events. */
  public static final class Counter extends Series {
    private Counter(BlockyardMetric metric, String... labelValues) {
      this(metric, List.of(), labelValues);
    }

    private Counter(BlockyardMetric metric, List<Series> moveAlong, String... labelValues) {
      super(metric, List.of(labelValues), moveAlong);
    }
  }

  /** A value that goes up and down. */
  public static final class Gauge extends Series {
    private Gauge(BlockyardMetric metric, String... labelValues) {
      this(metric, List.of(), labelValues);
    }

    private Gauge(BlockyardMetric metric, List<Series> moveAlong, String... labelValues) {
      super(metric, List.of(labelValues), moveAlong);
    }
  }

  /** Durations of calls. */
  public static final class Durations extends Series {
    private Durations(BlockyardMetric metric, String... labelValues) {
      super(metric, List.of(labelValues), List.of());
    }
  }

  /** Workers that became healthy. {@link #workersActive} moves along. */
  public static Counter workersSpawned() {
    return new Counter(BlockyardMetric.WORKERS_SPAWNED, List.of(workersActive()));
  }

  /** Spawns that failed for a reason. */
  public static Counter workerSpawnsFailed(SpawnFailure reason) {
    return new Counter(BlockyardMetric.WORKER_SPAWNS_FAILED, reason.label());
  }

  /** Workers that were stopped for a reason. {@link #workersActive} moves along. */
  public static Counter workersStopped(StopReason reason) {
    return new Counter(BlockyardMetric.WORKERS_STOPPED, List.of(workersActive()), reason.label());
  }

  /** Spawns minus stops; below zero where a test only stops workers. */
  public static Gauge workersActive() {
    return new Gauge(BlockyardMetric.WORKERS_ACTIVE);
  }

  /** Workers in a state at the last reconciliation. Its time moves along. */
  public static Gauge workers(WorkerState state) {
    return new Gauge(
        BlockyardMetric.WORKERS,
        List.of(new Gauge(BlockyardMetric.WORKERS_RECONCILED_TIMESTAMP)),
        state.label());
  }

  /** Open sessions. */
  public static Gauge sessionsActive() {
    return new Gauge(BlockyardMetric.SESSIONS_ACTIVE);
  }

  /** Accepted uploads. */
  public static Counter bundlesUploaded() {
    return new Counter(BlockyardMetric.BUNDLES_UPLOADED);
  }

  /** Restores that ended well. {@link #builds} moves along. */
  public static Counter bundleRestoresSucceeded() {
    return new Counter(BlockyardMetric.BUNDLE_RESTORES_SUCCEEDED, List.of(builds()));
  }

  /** Restores that ended badly. */
  public static Counter bundleRestoresFailed() {
    return new Counter(BlockyardMetric.BUNDLE_RESTORES_FAILED);
  }

  /** Durations of restores that ended well. */
  public static Durations builds() {
    return new Durations(BlockyardMetric.BUILD);
  }

  /**
   * Requests that were answered.
   *
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   * @param status the class of the status
   */
  public static Counter proxyRequests(@Nullable String app, StatusClass status) {
    return new Counter(BlockyardMetric.PROXY_REQUESTS, label(app), status.label());
  }

  /** Durations of forwarded requests, of all apps. */
  public static Durations proxyForwards() {
    return new Durations(BlockyardMetric.PROXY_REQUEST);
  }

  /**
   * Durations of an app's forwarded requests, which are recorded only with {@code
   * blockyard.telemetry.apps.durations=true}.
   *
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   */
  public static Durations proxyForwards(@Nullable String app) {
    return new Durations(BlockyardMetric.APP_PROXY_REQUEST, label(app));
  }

  /**
   * Evictions after failed health checks.
   *
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   */
  public static Counter healthChecksFailed(@Nullable String app) {
    return new Counter(BlockyardMetric.HEALTH_CHECKS_FAILED, label(app));
  }

  /** Audit entries that were dropped. */
  public static Counter auditEntriesDropped() {
    return new Counter(BlockyardMetric.AUDIT_ENTRIES_DROPPED);
  }

  /** Durations of cold starts that ended well, of all apps. */
  public static Durations coldStarts() {
    return new Durations(BlockyardMetric.COLD_START);
  }

  /**
   * Durations of an app's cold starts, which are recorded only with {@code
   * blockyard.telemetry.apps.durations=true}.
   *
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   */
  public static Durations coldStarts(@Nullable String app) {
    return new Durations(BlockyardMetric.APP_COLD_START, label(app));
  }

  /** Durations of a phase of cold starts. */
  public static Durations coldStartPhases(ColdStartPhase phase) {
    return new Durations(BlockyardMetric.COLD_START_PHASE, phase.label());
  }

  /** Cold starts that have not ended. */
  public static Gauge coldStartsInProgress() {
    return new Gauge(BlockyardMetric.COLD_STARTS_IN_PROGRESS);
  }

  private static String label(@Nullable String app) {
    return app == null || app.isBlank() ? AppLabel.UNKNOWN : app;
  }

  /** Returns the series that always move together with this one. */
  List<Series> moveAlong() {
    return moveAlong;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Series series && text.equals(series.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the series as {@code /metrics} shows it, without the suffixes of a histogram. */
  @Override
  public String toString() {
    return text;
  }
}
