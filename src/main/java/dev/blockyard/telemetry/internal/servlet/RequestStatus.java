package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.servers.ClientDisconnect;
import dev.blockyard.telemetry.internal.servers.ErrorStatus;
import dev.blockyard.telemetry.internal.servers.LibertyErrorReport;
import dev.blockyard.telemetry.internal.servers.LostVirtualMachineError;
import dev.blockyard.telemetry.internal.servers.OpenLiberty;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.UnavailableException;

/**
 * The status to count, as a function of what is known about a request at its end. A committed
 * status stands, whatever happens later.
 */
final class RequestStatus {
  /**
   * The client closed the connection before it got an answer. No container sends this status; nginx
   * logs it for such requests.
   */
  static final int CLIENT_CLOSED_REQUEST = 499;

  private RequestStatus() {}

  /** Returns the status after an exception that the application does not handle. */
  static int unhandled(int status, boolean committed, Throwable thrown) {
    if (committed) {
      return status;
    }
    return ClientDisconnect.isCauseOf(thrown) ? CLIENT_CLOSED_REQUEST : ErrorStatus.of(thrown);
  }

  /**
   * Returns whether the container's handling of an exception is over when it destroys the request.
   * Nobody handles an exception for a client that has gone.
   *
   * @param request the one whose filter chain threw
   */
  static boolean isSeenWhenDestroyed(ServletRequest request, Throwable thrown) {
    if (ClientDisconnect.isCauseOf(thrown) || LostVirtualMachineError.is(thrown, request)) {
      return false;
    }
    return !OpenLiberty.isUsed()
        || (!LibertyErrorReport.is(thrown)
            && !(thrown instanceof UnavailableException)
            && (thrown instanceof RuntimeException || thrown instanceof ServletException));
  }

  /**
   * Returns the status after the container's error handling.
   *
   * @param before the response's status when the filter chain ended
   * @param unhandled the status without error handling
   * @param status the response's status now
   * @param committed whether the response is committed now
   * @param dispatched whether the container has dispatched the request to an error page
   */
  static int afterErrorHandling(
      int before, int unhandled, int status, boolean committed, boolean dispatched) {
    return committed || dispatched || status != before ? status : unhandled;
  }

  /** Returns the status of an asynchronous request that failed or timed out without an answer. */
  static int unanswered(int status, boolean committed) {
    return committed || status >= 400 ? status : 500;
  }
}
