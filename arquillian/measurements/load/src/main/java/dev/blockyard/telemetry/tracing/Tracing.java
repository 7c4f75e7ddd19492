package dev.blockyard.telemetry.tracing;

/** Traces nothing. */
public final class Tracing implements AutoCloseable {
  private Tracing() {}

  /** Starts nothing. */
  public static Tracing start(String endpoint) {
    return new Tracing();
  }

  @Override
  public void close() {}
}
