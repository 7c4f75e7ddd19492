package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed before its response was committed: the container's error handling decides
 * what the client gets.
 *
 * @param response what the client gets
 * @param statusBefore the response's status when the chain ended
 * @param statusUnhandled the status to count if error handling leaves no trace in the response
 * @param span the request's
 */
record Unsettled(
    HttpServletResponse response, int statusBefore, int statusUnhandled, RequestSpan span) {
  private static final String ATTRIBUTE = "dev.blockyard.telemetry.unsettled";

  static void keep(HttpServletRequest request, Unsettled unsettled, @Nullable String app) {
    request.setAttribute(ATTRIBUTE, unsettled);
    RequestApp.resolve(request, app);
  }

  static @Nullable Unsettled take(HttpServletRequest request) {
    Object held = request.getAttribute(ATTRIBUTE);
    if (held != null) {
      request.removeAttribute(ATTRIBUTE);
    }
    return (Unsettled) held;
  }

  int status(ServletRequest request) {
    int status = response.getStatus();
    boolean handled =
        response.isCommitted()
            || status != statusBefore
            || request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    return handled ? status : statusUnhandled;
  }
}
