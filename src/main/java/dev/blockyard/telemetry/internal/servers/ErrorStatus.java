package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;

/**
 * The status with which a container answers an exception that the application does not handle.
 *
 * <ul>
 *   <li>Jakarta Servlet 6.0, section 10.9.2: 500; for an {@code UnavailableException} 503, or 404
 *       if it is permanent.
 *   <li>Jetty (12.0): the code of an {@code HttpException}, thrown for malformed or too large
 *       input, wherever it is among the causes. Held by {@code ClientDisconnectTest}.
 *   <li>Open Liberty (26.0.0.3): 404 for a {@code FileNotFoundException}. Held by {@code
 *       RequestsIT}.
 * </ul>
 */
public final class ErrorStatus {
  private static final String JETTY = "org.eclipse.jetty.http.HttpException";
  private static final int MAX_CAUSES = 100;

  private ErrorStatus() {}

  /**
   * Returns the status.
   *
   * @param thrown what left the filter chain
   * @return 400 to 599
   */
  public static int of(Throwable thrown) {
    Throwable own = LibertyErrorReport.unwrap(thrown);
    if (own instanceof UnavailableException unavailable) {
      return unavailable.isPermanent()
          ? HttpServletResponse.SC_NOT_FOUND
          : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    if (own != thrown && own instanceof FileNotFoundException) {
      return HttpServletResponse.SC_NOT_FOUND;
    }
    try {
      Throwable cause = thrown;
      for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
        int code = jettyCode(cause);
        if (code >= HttpServletResponse.SC_BAD_REQUEST) {
          return code;
        }
        cause = cause.getCause();
      }
    } catch (Throwable t) {
      // an exception of the application that fails to say its cause
    }
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns 0 if it is none of Jetty's. */
  private static int jettyCode(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals(JETTY)) {
          try {
            return (Integer) implemented.getMethod("getCode").invoke(thrown);
          } catch (ReflectiveOperationException | RuntimeException e) {
            return 0;
          }
        }
      }
    }
    return 0;
  }
}
