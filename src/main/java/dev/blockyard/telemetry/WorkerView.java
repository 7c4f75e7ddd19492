package dev.blockyard.telemetry;

/**
 * The state of one worker, for {@link BlockyardMetrics#workersByState(Iterable)} and
 * {@code @ReconciledWorkers}.
 *
 * <p>Let the platform's own worker type implement it; both methods are read once per
 * reconciliation.
 */
public interface WorkerView {
  /**
   * Returns whether the worker takes no new session.
   *
   * @return {@code true} if it only waits for its sessions to end
   */
  boolean draining();

  /**
   * Returns how many sessions the worker serves now.
   *
   * @return the number of open sessions, 0 if it is idle
   */
  long sessions();
}
