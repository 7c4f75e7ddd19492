package dev.blockyard.telemetry;

/** What a worker does at the moment: the label {@code state} of {@code blockyard_workers}. */
public enum WorkerState {
  /** Serves at least one session. */
  BUSY("busy"),
  /** Serves nobody. */
  IDLE("idle"),
  /** Takes no new session and goes away once the last one has ended. */
  DRAINING("draining");

  private final String label;

  WorkerState(String label) {
    this.label = label;
  }

  /**
   * Returns the state of a worker: draining wins over busy, busy over idle.
   *
   * @param draining whether the worker takes no new session
   * @param sessions how many sessions it serves now; a negative number counts as none
   * @return the one state that the worker is counted under
   */
  public static WorkerState of(boolean draining, long sessions) {
    if (draining) {
      return DRAINING;
    }
    return sessions > 0 ? BUSY : IDLE;
  }

  /**
   * Returns the label value on the wire.
   *
   * @return {@code busy}, {@code idle} or {@code draining}
   */
  public String label() {
    return label;
  }
}
