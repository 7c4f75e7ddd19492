package dev.blockyard.telemetry;

/**
 * Why a worker was stopped: the label {@code reason} of {@code blockyard_workers_stopped_total}.
 */
public enum StopReason {
  /** The platform or a user asked for it. */
  GRACEFUL("graceful"),
  /** The process ended by itself, or failed its health checks. */
  CRASHED("crashed"),
  /** Nobody used the worker for longer than the platform waits. */
  IDLE_TIMEOUT("idle_timeout");

  private final String label;

  StopReason(String label) {
    this.label = label;
  }

  /**
   * Returns the label value on the wire.
   *
   * @return {@code graceful}, {@code crashed} or {@code idle_timeout}
   */
  public String label() {
    return label;
  }
}
