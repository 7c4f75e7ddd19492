package dev.blockyard.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records events of the platform. Each method reports one event and updates its series.
 *
 * <pre>{@code
 * @Inject BlockyardMetrics metrics;
 *
 * metrics.proxyRequest("shop", 200);   // blockyard_proxy_requests_total{app="shop",status="2xx"} +1
 * }</pre>
 *
 * <p>Outside CDI, get an instance from {@code MicroProfileMetrics.on}, {@code
 * OpenTelemetryMetrics.on}, {@code PrometheusMetrics.on} or {@link #noop()}; two instances on two
 * registries share nothing.
 *
 * <p>Every method may be called from any thread at any time. None throws, whatever the backend
 * does: a failure is logged once per metric. Durations are recorded in seconds; a negative or null
 * one counts as zero. Any string is accepted as an app's name; at most {@code
 * blockyard.telemetry.apps.max} names have series of their own at once, later ones are counted
 * under {@link AppLabel#OTHER}.
 */
public interface BlockyardMetrics {

  /**
   * Returns an instance that records nothing.
   *
   * @return the one no-op instance
   */
  static BlockyardMetrics noop() {
    return NoopMetrics.INSTANCE;
  }

  /**
   * A worker became healthy: {@code blockyard_workers_spawned_total} and {@code
   * blockyard_workers_active} +1.
   */
  void workerSpawned();

  /**
   * A worker that existed was stopped, once: {@code blockyard_workers_stopped_total{reason}} +1,
   * {@code blockyard_workers_active} −1.
   *
   * @param reason why; null counts as {@link StopReason#GRACEFUL}
   */
  void workerStopped(@Nullable StopReason reason);

  /**
   * Sets the three {@code blockyard_workers{state}} gauges, and {@code
   * blockyard_workers_reconciled_timestamp_seconds} to now.
   *
   * @param busy workers that serve a session and are not draining
   * @param idle workers that serve none and are not draining
   * @param draining workers that take no new session, whether or not they serve one
   */
  void workersByState(long busy, long idle, long draining);

  /**
   * As {@link #workersByState(long, long, long)}, with the workers counted by their {@linkplain
   * WorkerState#of state}. Null leaves the gauges as they are, and so does a collection or a worker
   * that throws; null elements are skipped.
   *
   * @param workers all workers of the platform, not only those that this process started; iterated
   *     once
   */
  void workersByState(@Nullable Iterable<? extends @Nullable WorkerView> workers);

  /**
   * A session began: {@code blockyard_sessions_active} +1. Each call needs one of {@link
   * #sessionClosed()}.
   */
  void sessionOpened();

  /** A session ended: {@code blockyard_sessions_active} −1. */
  void sessionClosed();

  /** An upload was accepted: {@code blockyard_bundles_uploaded_total} +1. */
  void bundleUploaded();

  /**
   * A restore (build) ended well: {@code blockyard_bundle_restores_succeeded_total} +1, and {@code
   * blockyard_build_seconds} takes the duration.
   *
   * @param duration how long it took; null counts as zero
   */
  void bundleRestored(@Nullable Duration duration);

  /** A restore ended badly: {@code blockyard_bundle_restores_failed_total} +1. */
  void bundleRestoreFailed();

  /**
   * A request to an app was answered: {@code blockyard_proxy_requests_total{app,status}} +1. The
   * request filter calls this; call it yourself only for requests that no filter sees.
   *
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   * @param status the status code that the client got, counted by its {@link StatusClass}
   */
  void proxyRequest(@Nullable String app, int status);

  /**
   * A request was forwarded to a worker: {@code blockyard_proxy_request_seconds} takes the
   * duration.
   *
   * @param duration the forwarding alone, without a cold start; null counts as zero
   */
  void proxyRequestForwarded(@Nullable Duration duration);

  /**
   * Failed health checks led to an eviction: {@code blockyard_health_checks_failed_total{app}} +1.
   *
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   */
  void healthCheckFailed(@Nullable String app);

  /**
   * An audit entry was dropped because the buffer was full: {@code
   * blockyard_audit_entries_dropped_total} +1.
   */
  void auditEntryDropped();

  /**
   * A worker became healthy after a cold start: {@code blockyard_cold_start_seconds} takes the
   * duration.
   *
   * @param duration from the spawn to the first good health check; null counts as zero
   */
  void coldStarted(@Nullable Duration duration);

  /**
   * A worker became healthy after a cold start of this app: as {@link #coldStarted(Duration)}, and
   * {@code blockyard_app_cold_start_seconds{app}} takes the duration where {@code
   * blockyard.telemetry.apps.durations} is on.
   *
   * @param duration from the spawn to the first good health check; null counts as zero
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   */
  void coldStarted(@Nullable Duration duration, @Nullable String app);

  /**
   * A cold start began, so a user waits: {@code blockyard_cold_starts_in_progress} +1. Each call
   * needs one of {@link #coldStartEnded()}, however the start ends.
   */
  void coldStartBegun();

  /** A cold start ended, well or badly: {@code blockyard_cold_starts_in_progress} −1. */
  void coldStartEnded();

  /**
   * One phase of a cold start ended well: {@code blockyard_cold_start_phase_seconds{phase}} takes
   * the duration.
   *
   * @param phase the phase; null is ignored
   * @param duration how long it took; null counts as zero
   */
  void coldStartPhase(ColdStartPhase phase, @Nullable Duration duration);

  /**
   * A worker could not be spawned: {@code blockyard_worker_spawns_failed_total{reason}} +1.
   *
   * @param failure why; null counts as {@link SpawnFailure#ERROR}
   */
  void workerSpawnFailed(@Nullable SpawnFailure failure);

  /**
   * A request to this app was forwarded: as {@link #proxyRequestForwarded(Duration)}, and {@code
   * blockyard_app_proxy_request_seconds{app}} takes the duration where {@code
   * blockyard.telemetry.apps.durations} is on.
   *
   * @param duration the forwarding alone, without a cold start; null counts as zero
   * @param app the app's name; null or blank is {@link AppLabel#UNKNOWN}
   */
  void proxyRequestForwarded(@Nullable Duration duration, @Nullable String app);

  /**
   * An app was deleted: this process removes every series with its name, and its place under {@code
   * blockyard.telemetry.apps.max} is free again. Call it in each process. On OpenTelemetry, the
   * histograms by app stay until the process ends. {@link AppLabel#UNKNOWN} and {@link
   * AppLabel#OTHER} are not apps and stay.
   *
   * @param app the app's name; null, or an app without series, changes nothing
   */
  void forgetApp(@Nullable String app);
}
