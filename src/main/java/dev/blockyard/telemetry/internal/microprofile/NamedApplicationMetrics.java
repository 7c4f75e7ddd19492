package dev.blockyard.telemetry.internal.microprofile;

import dev.blockyard.telemetry.internal.metrics.Instruments;
import dev.blockyard.telemetry.internal.metrics.RecordingMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Records for an application whose name the server adds to its series. The server finds the name by
 * the thread that registers a series, and an asynchronous request may end on another thread.
 */
final class NamedApplicationMetrics extends RecordingMetrics {
  NamedApplicationMetrics(Instruments instruments, int maxApps, boolean appDurations) {
    super(instruments, maxApps, appDurations);
  }

  /** Registers the app's request counters on this thread, whatever the status will be. */
  @Override
  public void expectRequest(@Nullable String app) {
    addRequestCounters(app);
  }
}
