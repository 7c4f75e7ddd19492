package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.AsyncContext;

/**
 * A request that nobody answers. Where a handler throws after {@code startAsync} and no listener
 * completes or dispatches the request in {@code onError}, Tomcat (10.1.48, 11.0.24) closes the
 * connection, and calls neither {@code onComplete} nor {@code requestDestroyed}. Held by {@code
 * RequestsIT} on Tomcat.
 */
public final class LostAsyncError {
  /** GlassFish has a class of this name, too, in another package. */
  private static final String OF_TOMCAT = "org.apache.catalina.core.AsyncContextImpl";

  private LostAsyncError() {}

  /**
   * Returns whether a request may end with the {@code onError} that the container is calling. Its
   * status is then the one to count: 500, or that with which a listener has completed the request.
   *
   * @param context of a request whose handler has thrown
   * @return false if a listener that was called before has dispatched the request
   */
  public static boolean isIn(AsyncContext context) {
    if (!context.getClass().getName().equals(OF_TOMCAT)) {
      return false;
    }
    try {
      return context.getRequest() != null;
    } catch (IllegalStateException e) {
      return false; // thus Tomcat tells that it was dispatched
    }
  }
}
