package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A status about which the container's error handling decides.
 *
 * @param before the response's status when the filter chain ended
 * @param unhandled the status without error handling
 */
record Unsettled(int before, int unhandled) {

  /** Returns the status after the container's error handling. */
  int after(ServletRequest request, HttpServletResponse response) {
    return RequestStatus.afterErrorHandling(
        before,
        unhandled,
        response.getStatus(),
        response.isCommitted(),
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null);
  }
}
