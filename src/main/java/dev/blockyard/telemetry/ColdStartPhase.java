package dev.blockyard.telemetry;

/**
 * A phase of a cold start: the label {@code phase} of {@code blockyard_cold_start_phase_seconds}.
 */
public enum ColdStartPhase {
  /** The bundle and its libraries are prepared. */
  PREPARE("prepare"),

  /** The platform finds a place for the worker. */
  SCHEDULE("schedule"),

  /** The worker process starts. */
  START("start"),

  /** The started worker becomes healthy. */
  READY("ready");

  private final String label;

  ColdStartPhase(String label) {
    this.label = label;
  }

  /**
   * Returns the label value on the wire.
   *
   * @return {@code prepare}, {@code schedule}, {@code start} or {@code ready}
   */
  public String label() {
    return label;
  }
}
