package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request that nobody answers. Where a handler throws after {@code startAsync}, be it that of the
 * request or of a dispatch, and no listener completes or dispatches the request in {@code onError},
 * Tomcat (10.1.48, 11.0.24) closes the connection, and calls neither {@code onComplete} nor {@code
 * requestDestroyed}. Quarkus (3.33.2) calls neither, too, but answers 500, after {@code onError}.
 * Held by {@code RequestsIT} on Tomcat and on Quarkus.
 */
public final class LostAsyncError {
  /** GlassFish has a class of this name, too, in another package. */
  static final String OF_TOMCAT = "org.apache.catalina.core.AsyncContextImpl";

  private LostAsyncError() {}

  /**
   * Returns whether a request may end with the {@code onError} that the container is calling.
   *
   * @param context of a request whose handler has thrown
   * @param request the same one
   * @return false if a listener that was called before has dispatched the request
   */
  public static boolean isIn(AsyncContext context, ServletRequest request) {
    if (Quarkus.isUsed()) {
      return request.isAsyncStarted();
    }
    if (!context.getClass().getName().equals(OF_TOMCAT)) {
      return false;
    }
    try {
      return context.getRequest() != null;
    } catch (IllegalStateException e) {
      return false; // thus Tomcat tells that it was dispatched
    }
  }

  /**
   * Returns the status of such a request: 500, or that with which a listener has completed it.
   *
   * @param status that of the response now
   */
  public static int status(int status) {
    return Quarkus.isUsed() ? HttpServletResponse.SC_INTERNAL_SERVER_ERROR : status;
  }
}
