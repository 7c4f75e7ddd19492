package dev.blockyard.telemetry.internal.metrics;

import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.AUDIT_ENTRIES_DROPPED;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.BUILD;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.BUNDLES_UPLOADED;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.BUNDLE_RESTORES_FAILED;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.BUNDLE_RESTORES_SUCCEEDED;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.COLD_START;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.HEALTH_CHECKS_FAILED;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.PROXY_REQUEST;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.PROXY_REQUESTS;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.SESSIONS_ACTIVE;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.WORKERS;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.WORKERS_ACTIVE;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.WORKERS_SPAWNED;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.WORKERS_STOPPED;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.SpawnFailure;
import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.WorkerState;
import dev.blockyard.telemetry.WorkerView;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.metrics.Instruments.DurationHistogram;
import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import dev.blockyard.telemetry.internal.metrics.Instruments.Registration;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The events of {@link BlockyardMetrics} on the instruments of one backend. Closed series are
 * registered at construction, so that they exist at 0; what fails, at registration or later, is
 * logged once and never thrown.
 */
public final class RecordingMetrics implements DeploymentMetrics {
  /** The longest duration that a backend can take: 292 years. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /** So long a series may be missing after another application's end. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A server may take its time between the first series that it removes and the last: 10 s. */
  private static final int LOOKS_AFTER_A_LOSS = 50;

  private final Warnings warnings = new Warnings();
  private final boolean onCaller;
  private final Registrations registrations;
  private final LongAdder active = new LongAdder();
  private final LongAdder sessions = new LongAdder();
  private volatile Workers workers = new Workers(0, 0, 0);
  private final HeldSeries<EventCounter> spawned;
  private final HeldSeries<EventCounter> stoppedGracefully;
  private final HeldSeries<EventCounter> crashed;
  private final HeldSeries<EventCounter> stoppedIdle;
  private final HeldSeries<EventCounter> uploaded;
  private final HeldSeries<EventCounter> restored;
  private final HeldSeries<EventCounter> restoreFailed;
  private final HeldSeries<EventCounter> auditDropped;
  private final HeldSeries<DurationHistogram> coldStart;
  private final HeldSeries<DurationHistogram> proxyRequest;
  private final HeldSeries<DurationHistogram> build;
  private final AppTable apps;

  /** How many more looks are at the apps, too: there may be many, so it is not always done. */
  private int looksAtApps;

  /** One look at all workers; replaced as a whole. */
  private record Workers(long busy, long idle, long draining) {}

  /**
   * Registers every series with a closed label set.
   *
   * @param instruments the backend
   * @param maxApps how many app names may have series at once
   */
  public RecordingMetrics(Instruments instruments, int maxApps) {
    onCaller = instruments.registration() == Registration.ON_CALLER;
    registrations = new Registrations(instruments, warnings);
    registrations.gauge(WORKERS_ACTIVE, active::sum);
    registrations.gauge(SESSIONS_ACTIVE, sessions::sum);
    registrations.gauge(WORKERS, () -> workers.busy, WorkerState.BUSY.label());
    registrations.gauge(WORKERS, () -> workers.idle, WorkerState.IDLE.label());
    registrations.gauge(WORKERS, () -> workers.draining, WorkerState.DRAINING.label());
    spawned = registrations.counter(WORKERS_SPAWNED);
    stoppedGracefully = registrations.counter(WORKERS_STOPPED, StopReason.GRACEFUL.label());
    crashed = registrations.counter(WORKERS_STOPPED, StopReason.CRASHED.label());
    stoppedIdle = registrations.counter(WORKERS_STOPPED, StopReason.IDLE_TIMEOUT.label());
    uploaded = registrations.counter(BUNDLES_UPLOADED);
    restored = registrations.counter(BUNDLE_RESTORES_SUCCEEDED);
    restoreFailed = registrations.counter(BUNDLE_RESTORES_FAILED);
    auditDropped = registrations.counter(AUDIT_ENTRIES_DROPPED);
    coldStart = registrations.histogram(COLD_START);
    proxyRequest = registrations.histogram(PROXY_REQUEST);
    build = registrations.histogram(BUILD);
    apps = new AppTable(registrations, maxApps, warnings);
  }

  private void failed(BlockyardMetric metric, Throwable t) {
    warnings.once(Message.BYT0005, t, metric.wireName(), t);
  }

  private void count(BlockyardMetric metric, HeldSeries<EventCounter> counter) {
    try {
      counter.now().increment();
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  private void count(BlockyardMetric metric, @Nullable String app, int index) {
    try {
      EventCounter counter = apps.of(app).counter(index);
      while (counter == null) { // forgotten between the two calls: it starts anew
        counter = apps.of(app).counter(index);
      }
      counter.increment();
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  private void time(
      BlockyardMetric metric,
      HeldSeries<DurationHistogram> histogram,
      @Nullable Duration duration) {
    try {
      histogram.now().record(clamp(duration));
    } catch (Throwable t) {
      failed(metric, t);
    }
  }

  private static Duration clamp(@Nullable Duration duration) {
    if (duration == null || duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.toSeconds() < LONGEST.toSeconds() ? duration : LONGEST;
  }

  @Override
  public void workerSpawned() {
    active.increment();
    count(WORKERS_SPAWNED, spawned);
  }

  @Override
  public void workerStopped(@Nullable StopReason reason) {
    active.decrement();
    count(
        WORKERS_STOPPED,
        switch (reason == null ? StopReason.GRACEFUL : reason) {
          case GRACEFUL -> stoppedGracefully;
          case CRASHED -> crashed;
          case IDLE_TIMEOUT -> stoppedIdle;
        });
  }

  @Override
  public void workersByState(long busy, long idle, long draining) {
    workers = new Workers(busy, idle, draining);
  }

  @Override
  public void workersByState(@Nullable Iterable<? extends @Nullable WorkerView> seen) {
    if (seen == null) {
      return;
    }
    long busy = 0;
    long idle = 0;
    long draining = 0;
    try {
      for (WorkerView worker : seen) {
        if (worker != null) {
          switch (WorkerState.of(worker.draining(), worker.sessions())) {
            case BUSY -> busy++;
            case IDLE -> idle++;
            case DRAINING -> draining++;
          }
        }
      }
    } catch (Throwable t) {
      failed(WORKERS, t);
      return;
    }
    workersByState(busy, idle, draining);
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
  public void healthCheckFailed(@Nullable String app) {
    count(HEALTH_CHECKS_FAILED, app, AppSeries.HEALTH_CHECKS);
  }

  @Override
  public void auditEntryDropped() {
    count(AUDIT_ENTRIES_DROPPED, auditDropped);
  }

  @Override
  public void coldStarted(@Nullable Duration duration) {
    time(COLD_START, coldStart, duration);
  }

  @Override
  public void coldStarted(@Nullable Duration duration, @Nullable String app) {
    coldStarted(duration);
  }

  @Override
  public void coldStartBegun() {}

  @Override
  public void coldStartEnded() {}

  @Override
  public void coldStartPhase(ColdStartPhase phase, @Nullable Duration duration) {}

  @Override
  public void workerSpawnFailed(@Nullable SpawnFailure failure) {}

  @Override
  public void proxyRequestForwarded(@Nullable Duration duration, @Nullable String app) {
    proxyRequestForwarded(duration);
  }

  @Override
  public void forgetApp(@Nullable String app) {
    apps.forget(app);
  }

  /**
   * A request of the app will be counted on a thread that the server may not know to be the
   * application's. Where that matters, the app's series are registered now, whatever the status
   * will be.
   *
   * @param app the app's name; null or blank is unknown
   */
  @Override
  public void expectRequest(@Nullable String app) {
    if (onCaller) {
      apps.of(app).expectRequest();
    }
  }

  @Override
  public Optional<MetricsText> text() {
    return Optional.empty();
  }

  /**
   * From now on, looks several times a second whether the registry has lost a series, and registers
   * it again. That is for a registry that applications share: the end of one takes the series of
   * all of its names with it, and what another one holds is dead. What is recorded in between is
   * lost.
   */
  public void watch() {
    registrations.watch(this::renew, PAUSE);
  }

  private void renew() {
    if (registrations.renew()) {
      looksAtApps = LOOKS_AFTER_A_LOSS;
    }
    if (looksAtApps > 0) {
      looksAtApps--;
      if (apps.renew()) {
        looksAtApps = LOOKS_AFTER_A_LOSS;
      }
    }
  }

  /**
   * Removes every series, at the end of the deployment; what happens later is counted nowhere. A
   * server does so by itself only for those that were registered on a thread that it knows to be
   * the application's, and a registry outside a server not at all: the next deployment would count
   * on, with the gauges of this one.
   */
  @Override
  public void close() {
    registrations.close();
    apps.remove();
  }
}
