package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletRequest;

/**
 * A request whose handler throws a {@link VirtualMachineError}. Tomcat (10.1.48, 11.0.24) closes
 * the connection, and does not call {@code requestDestroyed}. Held by {@code RequestsIT} on Tomcat.
 */
public final class LostVirtualMachineError {
  private LostVirtualMachineError() {}

  /**
   * Returns whether the container says nothing more of a request.
   *
   * @param thrown what left the filter chain
   * @param request the one whose filter chain it was
   * @return false on other servers
   */
  public static boolean is(Throwable thrown, ServletRequest request) {
    return thrown instanceof VirtualMachineError && isOnTomcat(request);
  }

  /** By a class that GlassFish has in another package; administrators change the server's name. */
  private static boolean isOnTomcat(ServletRequest request) {
    try {
      Class.forName(LostAsyncError.OF_TOMCAT, false, request.getClass().getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
