package dev.blockyard.telemetry.internal.servers;

/**
 * Open Liberty (26.0.0.3) wraps an {@code IOException}, an {@code Error} or an {@code
 * UnavailableException} of a servlet in an exception of its own, and then never calls {@code
 * requestDestroyed}. Held by {@code RequestsIT} on Open Liberty.
 */
public final class LibertyErrorReport {
  private static final String NAME = "com.ibm.websphere.servlet.error.ServletErrorReport";

  private LibertyErrorReport() {}

  /**
   * Returns whether an exception is such a wrapper.
   *
   * @param thrown what left the filter chain
   * @return by the names of its class and superclasses
   */
  public static boolean is(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(NAME)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns what the application threw.
   *
   * @param thrown what left the filter chain
   * @return the cause of such a wrapper; any other exception as it is
   */
  public static Throwable unwrap(Throwable thrown) {
    Throwable cause = is(thrown) ? thrown.getCause() : null;
    return cause == null ? thrown : cause;
  }
}
