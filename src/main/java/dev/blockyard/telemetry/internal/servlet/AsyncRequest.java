package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts a request when its asynchronous processing has ended, with the status it ended with. Every
 * end (completion, a time-out, an error, each of them handled or not) comes down to one {@code
 * onComplete}. The app is kept here, because containers clear the request's attributes when
 * asynchronous processing fails.
 */
final class AsyncRequest implements AsyncListener {
  private final RequestCounter counter;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final RequestSpan span;
  private final AtomicBoolean counted = new AtomicBoolean();
  private final AtomicReference<@Nullable String> app = new AtomicReference<>();

  AsyncRequest(
      RequestCounter counter,
      HttpServletRequest request,
      HttpServletResponse response,
      RequestSpan span) {
    this.counter = counter;
    this.request = request;
    this.response = response;
    this.span = span;
  }

  RequestSpan span() {
    return span;
  }

  void resolve(String resolved) {
    app.set(resolved);
    span.resolved(resolved);
  }

  /** What was known before another thread could resolve something through this object. */
  void resolveIfNothingElse(@Nullable String before) {
    app.compareAndSet(null, before);
  }

  @Nullable String app() {
    return app.get();
  }

  /** Listens to what happens from now on; false if there is nothing left to wait for. */
  boolean listen() {
    try {
      request.getAsyncContext().addListener(this, request, response);
      return true;
    } catch (IllegalStateException e) {
      return false; // completed by another thread meanwhile
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {
    if (event.getThrowable() != null) {
      span.failed(RequestCounter.cause(event.getThrowable()));
    }
  }

  /** Asynchronous processing began again after a dispatch, which drops the listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this, request, response);
  }

  void end() {
    if (counted.compareAndSet(false, true)) {
      counter.ended(this);
    }
  }

  /**
   * The status it ended with, after an error too: a listener may have completed it as it was, and
   * where none answers, the container has set its own status before it says that it is the end.
   */
  int status() {
    return response.getStatus();
  }
}
