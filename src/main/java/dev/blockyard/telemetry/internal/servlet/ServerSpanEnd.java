package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Ends the server's span of an asynchronous request that fails. Open Liberty itself would end it
 * before the status is there, as one of a good answer; its listener comes after this one.
 */
final class ServerSpanEnd implements AsyncListener {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestSpan span;

  private ServerSpanEnd(
      HttpServletRequest request, HttpServletResponse response, RequestSpan span) {
    this.request = request;
    this.response = response;
    this.span = span;
  }

  static void listen(HttpServletRequest request, HttpServletResponse response, RequestSpan span) {
    try {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new ServerSpanEnd(request, response, span));
      }
    } catch (IllegalStateException e) {
      // completed by another thread meanwhile, and so it has not failed
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {
    if (request.isAsyncStarted()) { // nobody has answered
      span.end(failedStatus());
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    if (event.getThrowable() != null) {
      span.failed(RequestCounter.cause(event.getThrowable()));
    }
    span.end(failedStatus());
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  private int failedStatus() {
    int status = response.getStatus();
    boolean answered = status >= 400 || response.isCommitted();
    return answered ? status : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
