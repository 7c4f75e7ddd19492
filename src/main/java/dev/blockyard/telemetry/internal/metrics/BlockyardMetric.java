package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The catalog of metrics. Names, labels, help texts and bucket bounds are written here and nowhere
 * else.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum BlockyardMetric {
  /** Spawns minus stops. */
  WORKERS_ACTIVE(
      Kind.GAUGE,
      "blockyard_workers_active",
      "blockyard.workers.active",
      "Workers spawned minus workers stopped by this process"),
  /** Workers by state. */
  WORKERS(
      Kind.GAUGE,
      "blockyard_workers",
      "blockyard.workers",
      "Workers by state at the last reconciliation",
      "state"),
  /** Open sessions. */
  SESSIONS_ACTIVE(
      Kind.GAUGE, "blockyard_sessions_active", "blockyard.sessions.active", "Open sessions"),
  /** Spawned workers. */
  WORKERS_SPAWNED(
      Kind.COUNTER,
      "blockyard_workers_spawned_total",
      "blockyard.workers.spawned",
      "Workers that became healthy after a spawn"),
  /** Stopped workers. */
  WORKERS_STOPPED(
      Kind.COUNTER,
      "blockyard_workers_stopped_total",
      "blockyard.workers.stopped",
      "Workers stopped, by reason",
      "reason"),
  /** Accepted uploads. */
  BUNDLES_UPLOADED(
      Kind.COUNTER,
      "blockyard_bundles_uploaded_total",
      "blockyard.bundles.uploaded",
      "Accepted bundle uploads"),
  /** Successful restores. */
  BUNDLE_RESTORES_SUCCEEDED(
      Kind.COUNTER,
      "blockyard_bundle_restores_succeeded_total",
      "blockyard.bundle.restores.succeeded",
      "Successful bundle restores"),
  /** Failed restores. */
  BUNDLE_RESTORES_FAILED(
      Kind.COUNTER,
      "blockyard_bundle_restores_failed_total",
      "blockyard.bundle.restores.failed",
      "Failed bundle restores"),
  /** Requests by app and status class. */
  PROXY_REQUESTS(
      Kind.COUNTER,
      "blockyard_proxy_requests_total",
      "blockyard.proxy.requests",
      "Requests to apps, by app and status class of the response",
      "app",
      "status"),
  /** Evictions after failed health checks. */
  HEALTH_CHECKS_FAILED(
      Kind.COUNTER,
      "blockyard_health_checks_failed_total",
      "blockyard.health.checks.failed",
      "Failed health checks that led to an eviction, by app",
      "app"),
  /** Dropped audit entries. */
  AUDIT_ENTRIES_DROPPED(
      Kind.COUNTER,
      "blockyard_audit_entries_dropped_total",
      "blockyard.audit.entries.dropped",
      "Audit entries dropped because the buffer was full"),
  /** Cold starts. */
  COLD_START(
      "blockyard_cold_start_seconds",
      "blockyard.cold.start",
      "Time from the spawn of a worker until it is healthy",
      doubling(500)),
  /** Forwarding. */
  PROXY_REQUEST(
      "blockyard_proxy_request_seconds",
      "blockyard.proxy.request",
      "Time to forward a request to its worker, without a cold start",
      millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)),
  /** Builds. */
  BUILD(
      "blockyard_build_seconds",
      "blockyard.build",
      "Duration of successful bundle restores",
      doubling(5_000)),
  /** Failed spawns, by reason. */
  WORKER_SPAWNS_FAILED(
      Kind.COUNTER,
      "blockyard_worker_spawns_failed_total",
      "blockyard.worker.spawns.failed",
      "Worker spawns that failed, by reason",
      "reason"),
  /** Cold starts that have not ended. */
  COLD_STARTS_IN_PROGRESS(
      Kind.GAUGE,
      "blockyard_cold_starts_in_progress",
      "blockyard.cold.starts.in.progress",
      "Cold starts in progress"),
  /** Phases of cold starts. */
  COLD_START_PHASE(
      "blockyard_cold_start_phase_seconds",
      "blockyard.cold.start.phase",
      "Duration of successful phases of cold starts, by phase",
      doubling(500),
      "phase"),
  /** The time of the last reconciliation. */
  WORKERS_RECONCILED_TIMESTAMP(
      "blockyard_workers_reconciled_timestamp_seconds",
      "blockyard.workers.reconciled.timestamp",
      "Unix time of the last worker reconciliation, 0 before the first"),
  /** The version and the backend. */
  TELEMETRY_INFO(
      Kind.GAUGE,
      "blockyard_telemetry_info",
      "blockyard.telemetry.info",
      "Always 1; the labels are the version of blockyard-telemetry and its metrics backend",
      "version",
      "backend"),
  /** Cold starts, by app. */
  APP_COLD_START(
      "blockyard_app_cold_start_seconds",
      "blockyard.app.cold.start",
      "Time from the spawn of a worker until it is healthy, by app",
      doubling(500),
      "app"),
  /** Forwarding, by app. */
  APP_PROXY_REQUEST(
      "blockyard_app_proxy_request_seconds",
      "blockyard.app.proxy.request",
      "Time to forward a request to its worker, without a cold start, by app",
      PROXY_REQUEST.buckets,
      "app");

  /** How a metric behaves. */
  public enum Kind {
    /** A value that goes up and down. */
    GAUGE,
    /** A number of events. */
    COUNTER,
    /** Durations in buckets. */
    HISTOGRAM
  }

  private final Kind kind;
  private final String prometheusName;
  private final String otelName;
  private final String help;
  private final String unit;
  private final List<Duration> buckets;
  private final List<String> labels;

  /** Declares a gauge or a counter without a unit. */
  BlockyardMetric(
      Kind kind, String prometheusName, String otelName, String help, String... labels) {
    this(kind, prometheusName, otelName, help, "", List.of(), labels);
  }

  /** Declares a gauge in seconds. */
  BlockyardMetric(String prometheusName, String otelName, String help) {
    this(Kind.GAUGE, prometheusName, otelName, help, "s", List.of());
  }

  /** Declares a histogram, in seconds. */
  BlockyardMetric(
      String prometheusName,
      String otelName,
      String help,
      List<Duration> buckets,
      String... labels) {
    this(Kind.HISTOGRAM, prometheusName, otelName, help, "s", buckets, labels);
  }

  BlockyardMetric(
      Kind kind,
      String prometheusName,
      String otelName,
      String help,
      String unit,
      List<Duration> buckets,
      String... labels) {
    this.kind = kind;
    this.prometheusName = prometheusName;
    this.otelName = otelName;
    this.help = help;
    this.unit = unit;
    this.buckets = buckets;
    this.labels = List.of(labels);
  }

  private static List<Duration> millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toList();
  }

  private static List<Duration> doubling(long firstMillis) {
    return LongStream.range(0, 8).mapToObj(i -> Duration.ofMillis(firstMillis << i)).toList();
  }

  /** Returns how values of the metric change. */
  public Kind kind() {
    return kind;
  }

  /** Returns the name in Prometheus text, for example {@code blockyard_workers_spawned_total}. */
  public String prometheusName() {
    return prometheusName;
  }

  /**
   * Returns the name on OpenTelemetry, for example {@code blockyard.workers.spawned}. Translated to
   * Prometheus, it becomes {@link #prometheusName()}.
   */
  public String otelName() {
    return otelName;
  }

  /** Returns the description, one sentence without a full stop. */
  public String help() {
    return help;
  }

  /** Returns {@code s} for seconds, or nothing. */
  public String unit() {
    return unit;
  }

  /** Returns the label names, in the order in which values are given. */
  public List<String> labels() {
    return labels;
  }

  /** Returns whether there is one series per app, created with the app's first event. */
  public boolean isPerApp() {
    return labels.contains("app");
  }

  /** Returns the buckets' upper bounds in ascending order, without infinity. */
  public List<Duration> buckets() {
    return buckets;
  }
}
