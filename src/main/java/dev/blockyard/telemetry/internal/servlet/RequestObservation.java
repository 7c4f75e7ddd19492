package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.internal.servers.AsyncListenerStatus;
import dev.blockyard.telemetry.internal.servers.ClientDisconnect;
import dev.blockyard.telemetry.internal.servers.JettyCompletion;
import dev.blockyard.telemetry.internal.servers.LibertyErrorReport;
import dev.blockyard.telemetry.internal.servers.LostAsyncError;
import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request, from the filter to its one end. It learns the app, the span and what was thrown, and
 * ends once, whichever part of the container tells it first: the end of the filter chain, the end
 * of the container's error handling, or the end of asynchronous processing. Counting and ending the
 * span belong together, with two exceptions: a span of Open Liberty's own ends earlier ({@link
 * #endServerSpan}), and the module's ends later where a response is committed that goes on.
 *
 * <p>Kept in the request attribute {@link ProxyRequest#ATTRIBUTE}, and by the {@link AsyncEnd} that
 * the container calls, because some containers clear the attributes when asynchronous processing
 * fails.
 */
final class RequestObservation implements Consumer<String> {
  private static final AtomicIntegerFieldUpdater<RequestObservation> COUNTED =
      AtomicIntegerFieldUpdater.newUpdater(RequestObservation.class, "counted");

  private final RequestObserver observer;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private volatile RequestSpan span = RequestSpan.NONE;

  /** The app that the handler named. */
  private volatile @Nullable String resolved;

  /** The app that the application's resolver named, which is asked at most once. */
  private volatile @Nullable String answered;

  private boolean asked;
  private boolean listening;
  private boolean threwAfterStartAsync;
  private boolean toldOfCompletion;

  /** Not null while the container's error handling decides about the status. */
  private @Nullable Unsettled unsettled;

  @SuppressWarnings("unused") // by COUNTED
  private volatile int counted;

  private RequestObservation(
      RequestObserver observer, HttpServletRequest request, HttpServletResponse response) {
    this.observer = observer;
    this.request = request;
    this.response = response;
  }

  /** Starts to observe a request; null if that has been done, by another mapping of the filter. */
  static @Nullable RequestObservation begin(
      RequestObserver observer, HttpServletRequest request, HttpServletResponse response) {
    Object before = request.getAttribute(ProxyRequest.ATTRIBUTE);
    if (before instanceof RequestObservation) {
      return null;
    }
    RequestObservation observation = new RequestObservation(observer, request, response);
    if (before instanceof String app) {
      observation.resolved = app;
    }
    request.setAttribute(ProxyRequest.ATTRIBUTE, observation);
    return observation;
  }

  static @Nullable RequestObservation of(ServletRequest request) {
    return request.getAttribute(ProxyRequest.ATTRIBUTE) instanceof RequestObservation observation
        ? observation
        : null;
  }

  RequestSpan span() {
    return span;
  }

  void span(RequestSpan started) {
    span = started;
    started.resolved(resolved);
  }

  /** The handler names the app; the last name counts. */
  @Override
  public void accept(String app) {
    resolved = app;
    span.resolved(app);
  }

  private @Nullable String app() {
    if (resolved == null && !asked) {
      asked = true;
      answered = observer.resolve(request);
    }
    return knownApp();
  }

  private @Nullable String knownApp() {
    String app = resolved;
    return app == null ? answered : app;
  }

  /** The filter chain returned. */
  void returned() {
    boolean async = request.isAsyncStarted(); // before the status: another thread may be setting it
    int status = response.getStatus();
    if (async) {
      awaitAsyncEnd();
    } else if (status >= 400 || JettyCompletion.refuses(request, response)) {
      // An error page may change the status, even where sendError makes the response committed.
      awaitErrorHandling(status, status);
    } else {
      end(app(), status);
    }
  }

  /** The filter chain threw. */
  void threw(Throwable thrown) {
    int status = response.getStatus();
    int unhandled = RequestStatus.unhandled(status, response.isCommitted(), thrown);
    failed(thrown);
    if (request.isAsyncStarted()) {
      threwAfterStartAsync = true;
      awaitAsyncEnd();
    } else if (RequestStatus.isSeenWhenDestroyed(request, thrown)) {
      awaitErrorHandling(status, unhandled);
    } else {
      end(app(), unhandled);
    }
  }

  /** An asynchronous dispatch threw. Not every container tells a listener. */
  void threwInDispatch(Throwable thrown) {
    failed(thrown);
    threwAfterStartAsync = request.isAsyncStarted();
  }

  /** Takes note of what was thrown. A client that went away is no error of the request. */
  void failed(@Nullable Throwable thrown) {
    if (thrown != null && !ClientDisconnect.isCauseOf(thrown)) {
      span.failed(LibertyErrorReport.unwrap(thrown));
    }
  }

  private void awaitErrorHandling(int status, int unhandled) {
    unsettled = new Unsettled(status, unhandled);
    observer.await(app());
    toldOfCompletion = JettyCompletion.await(request, () -> guarded(() -> settle(request)));
  }

  /** The container is through with the request, unless it is asynchronous. */
  void destroyed(ServletRequest destroyed) {
    if (!toldOfCompletion) {
      settle(destroyed);
    }
  }

  private void settle(ServletRequest handled) {
    Unsettled error = unsettled;
    if (error == null) {
      return;
    }
    unsettled = null;
    observer.settled();
    end(knownApp(), error.after(handled, response));
  }

  /** The request goes on; a response that is committed is counted now. */
  void awaitAsyncEnd() {
    String app = app(); // on the request's own thread
    boolean committed = response.isCommitted();
    if (committed && span != RequestSpan.NONE && span.isOwn() && listen()) {
      if (claimsCount()) {
        observer.count(app, response.getStatus()); // the span lasts as long as those below it
      }
    } else if (committed || !listen()) {
      end(app, response.getStatus());
    }
  }

  /** Listens to asynchronous processing; false if that has ended. */
  boolean listen() {
    if (listening) {
      return true;
    }
    try {
      listen(request.getAsyncContext(), new AsyncEnd(this));
      listening = true;
      return true;
    } catch (IllegalStateException e) {
      return false; // another thread has completed it
    }
  }

  /** Asynchronous processing began, for the first time or again after a dispatch. */
  void listen(AsyncContext async, AsyncEnd listener) {
    AsyncListenerStatus.keep(async, listener, request, response);
  }

  /** Asynchronous processing completed. */
  void completed() {
    end(knownApp(), response.getStatus());
  }

  /** Asynchronous processing timed out; {@link #completed} follows. */
  void timedOut() {
    if (!span.isOwn() && request.isAsyncStarted()) { // nobody has answered
      endServerSpan();
    }
  }

  /**
   * Asynchronous processing failed. Another listener or the container may still answer, and {@link
   * #completed} follows; but not everywhere once the response is committed, the client has gone, or
   * the handler has thrown.
   */
  void failedLater(@Nullable Throwable thrown, AsyncContext context) {
    failed(thrown);
    if (!span.isOwn()) {
      endServerSpan();
    }
    if (response.isCommitted()) {
      end(knownApp(), response.getStatus());
    } else if (thrown != null && ClientDisconnect.isCauseOf(thrown)) {
      end(knownApp(), RequestStatus.CLIENT_CLOSED_REQUEST);
    } else if (threwAfterStartAsync && LostAsyncError.isIn(context, request)) {
      end(knownApp(), LostAsyncError.status(response.getStatus()));
    }
  }

  /** Whatever telemetry does, the request goes on. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable t) {
      notObserved(t);
    }
  }

  /** Counting is no method of its own: with one more call, the JIT does not inline the backend. */
  private boolean claimsCount() {
    return COUNTED.compareAndSet(this, 0, 1);
  }

  private void end(@Nullable String app, int status) {
    try {
      if (claimsCount()) {
        observer.count(app, status);
      }
    } finally {
      span.resolved(app);
      span.end(status);
    }
  }

  /** Whatever failed, the span ends. */
  void notObserved(Throwable failure) {
    observer.warn(failure);
    span.end(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
  }

  /** The handler returned within a span of the server's, which ends before this request does. */
  void returnedInServerSpan() {
    span.resolved(app());
    span.returned(response.getStatus());
    if (!span.isOwn() && request.isAsyncStarted()) {
      listen(); // before the server's own listener, which would end the span as a good answer's
    }
  }

  /** The handler threw within a span of the server's, which the server would never end. */
  void threwInServerSpan(Throwable thrown) {
    if (span.isOwn()) {
      return;
    }
    span.resolved(app());
    if (thrown instanceof FileNotFoundException && !response.isCommitted()) {
      span.end(HttpServletResponse.SC_NOT_FOUND); // what Open Liberty answers
    } else {
      failed(thrown);
      span.end(RequestStatus.unhandled(response.getStatus(), response.isCommitted(), thrown));
    }
  }

  /** Ends the span of a server that would end it without the status. */
  private void endServerSpan() {
    span.end(RequestStatus.unanswered(response.getStatus(), response.isCommitted()));
  }
}
