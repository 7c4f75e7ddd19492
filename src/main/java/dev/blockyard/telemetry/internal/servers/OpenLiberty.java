package dev.blockyard.telemetry.internal.servers;

/**
 * Open Liberty (26.0.0.3), which does not call {@code requestDestroyed} after each exception that
 * leaves the filters.
 */
public final class OpenLiberty {
  private OpenLiberty() {}

  /** Returns whether the application runs on it. */
  public static boolean isUsed() {
    return System.getProperty("wlp.install.dir") != null;
  }
}
