package dev.blockyard.telemetry.internal.metrics;

import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.*;
import static java.util.Objects.requireNonNull;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.internal.config.ModuleVersion;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.Instruments.DurationHistogram;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of {@link BlockyardMetrics} with the instruments of one backend. The series
 * without an app label are added at construction, with value 0. Failures of the backend are logged
 * once per metric and never thrown.
 */
public class RecordingMetrics implements DeploymentMetrics {
  private final Instruments instruments;
  private final Warnings warnings = new Warnings();
  private final boolean appDurations;
  private final AppTable apps;
  private final LongAdder active = new LongAdder();
  private final LongAdder sessions = new LongAdder();
  private final LongAdder coldStarts = new LongAdder();
  private volatile WorkerStates workers = WorkerStates.NONE;
  private final EventCounter spawned;
  private final EventCounter uploaded;
  private final EventCounter restored;
  private final EventCounter restoreFailed;
  private final EventCounter auditDropped;
  private final DurationHistogram coldStart;
  private final DurationHistogram proxyRequest;
  private final DurationHistogram build;
  private final Map<StopReason, EventCounter> stopped = new EnumMap<>(StopReason.class);
  private final Map<SpawnFailure, EventCounter> spawnsFailed = new EnumMap<>(SpawnFailure.class);
  private final Map<ColdStartPhase, DurationHistogram> phases = new EnumMap<>(ColdStartPhase.class);

  /**
   * Adds every series without an app label.
   *
   * @param instruments the backend
   * @param maxApps how many app names may have series at the same time
   * @param appDurations whether to record the two histograms by app
   */
  public RecordingMetrics(Instruments instruments, int maxApps, boolean appDurations) {
    this.instruments = instruments;
    this.appDurations = appDurations;
    Series series = new Series(instruments, warnings);
    apps = new AppTable(series, maxApps, warnings);
    series.gauge(WORKERS_ACTIVE, active::sum);
    series.gauge(SESSIONS_ACTIVE, sessions::sum);
    series.gauge(WORKERS, () -> workers.busy(), WorkerState.BUSY.label());
    series.gauge(WORKERS, () -> workers.idle(), WorkerState.IDLE.label());
    series.gauge(WORKERS, () -> workers.draining(), WorkerState.DRAINING.label());
    series.gauge(WORKERS_RECONCILED_TIMESTAMP, () -> workers.epochSecond());
    series.gauge(COLD_STARTS_IN_PROGRESS, coldStarts::sum);
    series.gauge(TELEMETRY_INFO, () -> 1, ModuleVersion.get(), instruments.backend());
    spawned = series.counter(WORKERS_SPAWNED);
    uploaded = series.counter(BUNDLES_UPLOADED);
    restored = series.counter(BUNDLE_RESTORES_SUCCEEDED);
    restoreFailed = series.counter(BUNDLE_RESTORES_FAILED);
    auditDropped = series.counter(AUDIT_ENTRIES_DROPPED);
    coldStart = series.histogram(COLD_START);
    proxyRequest = series.histogram(PROXY_REQUEST);
    build = series.histogram(BUILD);
    for (StopReason reason : StopReason.values()) {
      stopped.put(reason, series.counter(WORKERS_STOPPED, reason.label()));
    }
    for (SpawnFailure reason : SpawnFailure.values()) {
      spawnsFailed.put(reason, series.counter(WORKER_SPAWNS_FAILED, reason.label()));
    }
    for (ColdStartPhase phase : ColdStartPhase.values()) {
      phases.put(phase, series.histogram(COLD_START_PHASE, phase.label()));
    }
  }

  private void failed(BlockyardMetric metric, Throwable t) {
    warnings.once(Message.BYT0005, t, metric.prometheusName(), t);
  }

  private void count(BlockyardMetric metric, EventCounter counter) {
    try {
      counter.increment();
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  private void count(BlockyardMetric metric, @Nullable String app, int index) {
    try {
      EventCounter counter = apps.of(app).counter(index);
      while (counter == null) { // forgotten between the two calls, so the app starts anew
        counter = apps.of(app).counter(index);
      }
      counter.increment();
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  private void time(
      BlockyardMetric metric, DurationHistogram histogram, @Nullable Duration duration) {
    try {
      histogram.record(Series.accepted(duration));
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  private void time(
      BlockyardMetric metric,
      Function<AppSeries, @Nullable DurationHistogram> histogramOf,
      @Nullable Duration duration,
      @Nullable String app) {
    if (!appDurations) {
      return;
    }
    try {
      DurationHistogram histogram = histogramOf.apply(apps.of(app));
      while (histogram == null) { // forgotten between the two calls, so the app starts anew
        histogram = histogramOf.apply(apps.of(app));
      }
      histogram.record(Series.accepted(duration));
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  @Override
  public void workerSpawned() {
    active.increment();
    count(WORKERS_SPAWNED, spawned);
  }

  @Override
  public void workerSpawnFailed(@Nullable SpawnFailure failure) {
    count(
        WORKER_SPAWNS_FAILED,
        requireNonNull(spawnsFailed.get(failure == null ? SpawnFailure.ERROR : failure)));
  }

  @Override
  public void workerStopped(@Nullable StopReason reason) {
    active.decrement();
    count(
        WORKERS_STOPPED,
        requireNonNull(stopped.get(reason == null ? StopReason.GRACEFUL : reason)));
  }

  @Override
  public void workersByState(long busy, long idle, long draining) {
    workers = WorkerStates.now(busy, idle, draining);
  }

  @Override
  public void workersByState(@Nullable Iterable<? extends @Nullable WorkerView> all) {
    if (all == null) {
      return;
    }
    try {
      workers = WorkerStates.of(all);
    } catch (Throwable t) {
      failed(WORKERS, t);
    }
  }

  @Override
  public void sessionOpened() {
    sessions.increment();
  }

  @Override
  public void sessionClosed() {
    sessions.decrement();
  }

  @Override
  public void bundleUploaded() {
    count(BUNDLES_UPLOADED, uploaded);
  }

  @Override
  public void bundleRestored(@Nullable Duration duration) {
    count(BUNDLE_RESTORES_SUCCEEDED, restored);
    time(BUILD, build, duration);
  }

  @Override
  public void bundleRestoreFailed() {
    count(BUNDLE_RESTORES_FAILED, restoreFailed);
  }

  @Override
  public void proxyRequest(@Nullable String app, int status) {
    count(PROXY_REQUESTS, app, AppSeries.indexOf(StatusClass.of(status)));
  }

  @Override
  public void proxyRequestForwarded(@Nullable Duration duration) {
    time(PROXY_REQUEST, proxyRequest, duration);
  }

  @Override
  public void proxyRequestForwarded(@Nullable Duration duration, @Nullable String app) {
    proxyRequestForwarded(duration);
    time(APP_PROXY_REQUEST, AppSeries::proxyRequest, duration, app);
  }

  @Override
  public void healthCheckFailed(@Nullable String app) {
    count(HEALTH_CHECKS_FAILED, app, AppSeries.HEALTH_CHECKS);
  }

  @Override
  public void auditEntryDropped() {
    count(AUDIT_ENTRIES_DROPPED, auditDropped);
  }

  @Override
  public void coldStartBegun() {
    coldStarts.increment();
  }

  @Override
  public void coldStartEnded() {
    coldStarts.decrement();
  }

  @Override
  public void coldStarted(@Nullable Duration duration) {
    time(COLD_START, coldStart, duration);
  }

  @Override
  public void coldStarted(@Nullable Duration duration, @Nullable String app) {
    coldStarted(duration);
    time(APP_COLD_START, AppSeries::coldStart, duration, app);
  }

  @Override
  public void coldStartPhase(@Nullable ColdStartPhase phase, @Nullable Duration duration) {
    if (phase != null) {
      time(COLD_START_PHASE, requireNonNull(phases.get(phase)), duration);
    }
  }

  @Override
  public void forgetApp(@Nullable String app) {
    apps.forget(app);
  }

  /** Does nothing: in general, series can be added on any thread. */
  @Override
  public void expectRequest(@Nullable String app) {}

  /**
   * Adds an app's request counters, of all status classes.
   *
   * @param app the app's name; null or blank is unknown
   */
  protected final void addRequestCounters(@Nullable String app) {
    apps.of(app).addRequestCounters();
  }

  @Override
  public Optional<MetricsText> text() {
    return instruments.text();
  }

  @Override
  public void close() {
    apps.close();
    try {
      instruments.close();
    } catch (Throwable t) {
      warnings.once(Message.BYT0005, t, "the removal of all series", t);
    }
  }
}
