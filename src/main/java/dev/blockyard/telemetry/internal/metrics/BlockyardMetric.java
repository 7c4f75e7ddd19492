package dev.blockyard.telemetry.internal.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The fourteen metrics, as the wire knows them (contract, section 2). This is the only place where
 * a name, a label, a help text or a bucket bound is written.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum BlockyardMetric {
  /** Spawns minus stops. */
  WORKERS_ACTIVE(
      Kind.GAUGE,
      "blockyard_workers_active",
      "blockyard.workers.active",
      "Workers spawned minus workers stopped, as seen by this process"),
  /** Workers by state. */
  WORKERS(
      Kind.GAUGE,
      "blockyard_workers",
      "blockyard.workers",
      "Workers by state at the last reconciliation",
      "state"),
  /** Open sessions. */
  SESSIONS_ACTIVE(
      Kind.GAUGE,
      "blockyard_sessions_active",
      "blockyard.sessions.active",
      "Sessions that are open now"),
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
      "Workers stopped, by the reason",
      "reason"),
  /** Accepted uploads. */
  BUNDLES_UPLOADED(
      Kind.COUNTER,
      "blockyard_bundles_uploaded_total",
      "blockyard.bundles.uploaded",
      "Bundle uploads that were accepted"),
  /** Restores that ended well. */
  BUNDLE_RESTORES_SUCCEEDED(
      Kind.COUNTER,
      "blockyard_bundle_restores_succeeded_total",
      "blockyard.bundle.restores.succeeded",
      "Bundle restores that ended well"),
  /** Restores that ended badly. */
  BUNDLE_RESTORES_FAILED(
      Kind.COUNTER,
      "blockyard_bundle_restores_failed_total",
      "blockyard.bundle.restores.failed",
      "Bundle restores that ended badly"),
  /** Requests by app and status class. */
  PROXY_REQUESTS(
      Kind.COUNTER,
      "blockyard_proxy_requests_total",
      "blockyard.proxy.requests",
      "Requests to apps, by the app and the class of the status that the client got",
      "app",
      "status"),
  /** Evictions after failed health checks. */
  HEALTH_CHECKS_FAILED(
      Kind.COUNTER,
      "blockyard_health_checks_failed_total",
      "blockyard.health.checks.failed",
      "Failed health checks that led to an eviction, by the app",
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
      "Time of a bundle restore that ended well",
      doubling(5_000));

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
  private final String wireName;
  private final String otelName;
  private final String help;
  private final List<String> labels;
  private final List<Duration> buckets;

  BlockyardMetric(Kind kind, String wireName, String otelName, String help, String... labels) {
    this.kind = kind;
    this.wireName = wireName;
    this.otelName = otelName;
    this.help = help;
    this.labels = List.of(labels);
    this.buckets = List.of();
  }

  BlockyardMetric(String wireName, String otelName, String help, List<Duration> buckets) {
    this.kind = Kind.HISTOGRAM;
    this.wireName = wireName;
    this.otelName = otelName;
    this.help = help;
    this.labels = List.of();
    this.buckets = buckets;
  }

  private static List<Duration> millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toList();
  }

  private static List<Duration> doubling(long firstMillis) {
    return LongStream.range(0, 8).mapToObj(i -> Duration.ofMillis(firstMillis << i)).toList();
  }

  /**
   * Returns how the metric behaves.
   *
   * @return its kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the name in Prometheus text.
   *
   * @return the name, with {@code _total} or {@code _seconds} where it belongs
   */
  public String wireName() {
    return wireName;
  }

  /**
   * Returns the name on OpenTelemetry, from which a translation to Prometheus makes {@link
   * #wireName()}.
   *
   * @return the name, with neither type nor unit in it
   */
  public String otelName() {
    return otelName;
  }

  /**
   * Returns what the metric counts.
   *
   * @return one sentence
   */
  public String help() {
    return help;
  }

  /**
   * Returns the label names.
   *
   * @return in the order in which their values are given
   */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns the upper bounds of the buckets, without infinity.
   *
   * @return ascending; empty unless it is a histogram
   */
  public List<Duration> buckets() {
    return buckets;
  }
}
