package dev.blockyard.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records nothing. */
enum NoopMetrics implements BlockyardMetrics {
  INSTANCE;

  @Override
  public void workerSpawned() {}

  @Override
  public void workerStopped(@Nullable StopReason reason) {}

  @Override
  public void workersByState(long busy, long idle, long draining) {}

  @Override
  public void workersByState(@Nullable Iterable<? extends @Nullable WorkerView> workers) {}

  @Override
  public void sessionOpened() {}

  @Override
  public void sessionClosed() {}

  @Override
  public void bundleUploaded() {}

  @Override
  public void bundleRestored(@Nullable Duration duration) {}

  @Override
  public void bundleRestoreFailed() {}

  @Override
  public void proxyRequest(@Nullable String app, int status) {}

  @Override
  public void proxyRequestForwarded(@Nullable Duration duration) {}

  @Override
  public void healthCheckFailed(@Nullable String app) {}

  @Override
  public void auditEntryDropped() {}

  @Override
  public void coldStarted(@Nullable Duration duration) {}

  @Override
  public void coldStarted(@Nullable Duration duration, @Nullable String app) {}

  @Override
  public void coldStartBegun() {}

  @Override
  public void coldStartEnded() {}

  @Override
  public void coldStartPhase(ColdStartPhase phase, @Nullable Duration duration) {}

  @Override
  public void workerSpawnFailed(@Nullable SpawnFailure failure) {}

  @Override
  public void proxyRequestForwarded(@Nullable Duration duration, @Nullable String app) {}

  @Override
  public void forgetApp(@Nullable String app) {}
}
