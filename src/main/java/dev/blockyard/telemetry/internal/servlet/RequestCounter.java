package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts each request once, with the status that its client gets (contract, section 4), and ends
 * its span then.
 *
 * <p>Most requests are counted when the filter chain returns. Where the status is not settled by
 * then, the count waits for what settles it: the end of asynchronous processing ({@link
 * AsyncRequest}), or the container's error handling, which is over when the request is destroyed
 * ({@link Unsettled}).
 *
 * <p>Nothing here throws: a request is served the same, counted or not.
 */
final class RequestCounter {
  private static final String LIBERTY_REPORT = "com.ibm.websphere.servlet.error.ServletErrorReport";

  private final BlockyardMetrics metrics;
  private final Consumer<@Nullable String> expectation;
  private final @Nullable AppResolver resolver;
  private final long slowNanos;
  private final Warnings warnings = new Warnings();

  /**
   * How many requests are kept until they are destroyed, so that all others need not be asked. One
   * that a server never destroys stays in here; then each is asked.
   */
  private final AtomicInteger kept = new AtomicInteger();

  RequestCounter(BlockyardMetrics metrics, @Nullable AppResolver resolver) {
    this(metrics, resolver, TimeUnit.SECONDS.toNanos(1));
  }

  RequestCounter(RequestTelemetry telemetry) {
    this.metrics = telemetry.metrics();
    this.expectation = telemetry.expectation();
    this.resolver = telemetry.resolver();
    this.slowNanos = TimeUnit.SECONDS.toNanos(1);
  }

  /** Warns about a resolver that takes longer than this. */
  RequestCounter(BlockyardMetrics metrics, @Nullable AppResolver resolver, long slowNanos) {
    this.metrics = metrics;
    this.expectation = app -> {};
    this.resolver = resolver;
    this.slowNanos = slowNanos;
  }

  /** The chain returned. */
  void returned(HttpServletRequest request, HttpServletResponse response, RequestSpan span) {
    try {
      int status = response.getStatus();
      if (request.isAsyncStarted()) {
        await(request, response, span);
      } else if (status >= 400) {
        // An error page may answer something else, even where sendError says it is committed.
        keep(request, new Unsettled(response, status, status, span));
      } else {
        count(app(request), status, span);
      }
    } catch (Throwable t) {
      failed(t, span);
    }
  }

  /** The chain threw. */
  void threw(
      HttpServletRequest request,
      HttpServletResponse response,
      Throwable thrown,
      RequestSpan span) {
    try {
      int status = response.getStatus();
      int unhandled = unhandled(response, thrown);
      span.failed(cause(thrown));
      if (request.isAsyncStarted()) {
        await(request, response, span);
      } else if (isSeenWhenDestroyed(thrown) && unhandled >= 400) {
        keep(request, new Unsettled(response, status, unhandled, span));
      } else {
        count(app(request), unhandled, span);
      }
    } catch (Throwable t) {
      failed(t, span);
    }
  }

  /** Names the app of a span that its server ends before the request is counted. */
  void name(HttpServletRequest request, RequestSpan span) {
    try {
      RequestApp.resolveOnce(request, app(request));
      span.resolved(RequestApp.of(request));
    } catch (Throwable t) {
      warnings.once(Message.BYT0005, t, "a request", t);
    }
  }

  private void keep(HttpServletRequest request, Unsettled unsettled) {
    String app = app(request);
    kept.incrementAndGet();
    Unsettled.keep(request, unsettled, app);
    expectation.accept(app);
  }

  /** The container is through with the request, unless it is asynchronous. */
  void destroyed(HttpServletRequest request) {
    Unsettled unsettled = kept.get() == 0 ? null : Unsettled.take(request);
    if (unsettled == null) {
      return;
    }
    kept.decrementAndGet();
    try {
      count(RequestApp.of(request), unsettled.status(request), unsettled.span());
    } catch (Throwable t) {
      failed(t, unsettled.span());
    }
  }

  private void await(HttpServletRequest request, HttpServletResponse response, RequestSpan span) {
    if (response.isCommitted()) {
      count(app(request), response.getStatus(), span);
      return;
    }
    AsyncRequest async = new AsyncRequest(this, request, response, span);
    RequestApp.tell(async, request);
    async.resolveIfNothingElse(app(request));
    if (!async.listen()) {
      async.end();
    }
  }

  /** Asynchronous processing has ended. */
  void ended(AsyncRequest async) {
    try {
      count(async.app(), async.status(), async.span());
    } catch (Throwable t) {
      failed(t, async.span());
    }
  }

  private void count(@Nullable String app, int status, RequestSpan span) {
    metrics.proxyRequest(app, status);
    span.resolved(app);
    span.end(status);
  }

  /** Whatever failed, the span ends. */
  private void failed(Throwable t, RequestSpan span) {
    warnings.once(Message.BYT0005, t, "a request", t);
    span.end(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
  }

  /** What the handler said, else what the application's resolver says; it is asked but once. */
  private @Nullable String app(HttpServletRequest request) {
    String resolved = RequestApp.of(request);
    return resolved != null || resolver == null ? resolved : ask(resolver, request);
  }

  private @Nullable String ask(AppResolver asked, HttpServletRequest request) {
    try {
      long start = System.nanoTime();
      Optional<String> answer = asked.resolve(request);
      warnIfSlow(asked, System.nanoTime() - start);
      return answer == null ? null : answer.orElse(null);
    } catch (Throwable t) {
      warnings.once(Message.BYT0007, t, asked.getClass().getName(), t);
      return null;
    }
  }

  private void warnIfSlow(AppResolver asked, long nanos) {
    if (nanos > slowNanos) {
      warnings.once(
          Message.BYT0020, null, asked.getClass().getName(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }

  /**
   * Whether the container's handling of an exception is over when the request is destroyed. For the
   * others, and for those it wraps, Open Liberty does not say that it is destroyed, so they are
   * counted at once.
   */
  private static boolean isSeenWhenDestroyed(Throwable thrown) {
    return thrown instanceof RuntimeException
        || (thrown instanceof ServletException
            && !(thrown instanceof UnavailableException)
            && !isLibertyReport(thrown));
  }

  /** Ends the span of a server that does not end it itself, which is Open Liberty. */
  void threwInServersSpan(HttpServletResponse response, Throwable thrown, RequestSpan span) {
    if (thrown instanceof FileNotFoundException && !response.isCommitted()) {
      span.end(HttpServletResponse.SC_NOT_FOUND); // so it says that nothing is there
    } else {
      span.failed(cause(thrown));
      span.end(unhandled(response, thrown));
    }
  }

  /** The status of a request whose exception nobody handles. */
  private static int unhandled(HttpServletResponse response, Throwable thrown) {
    return response.isCommitted() ? response.getStatus() : status(thrown);
  }

  /** What the application threw. */
  static Throwable cause(Throwable thrown) {
    Throwable cause = isLibertyReport(thrown) ? thrown.getCause() : null;
    return cause == null ? thrown : cause;
  }

  /** The status that a container answers with when nobody handles an exception. */
  private static int status(Throwable thrown) {
    Throwable cause = cause(thrown);
    if (cause instanceof UnavailableException unavailable) {
      return unavailable.isPermanent()
          ? HttpServletResponse.SC_NOT_FOUND
          : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    return cause != thrown && cause instanceof FileNotFoundException
        ? HttpServletResponse.SC_NOT_FOUND // so Open Liberty answers
        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Open Liberty wraps an {@code IOException}, {@code Error} or {@code UnavailableException}. */
  private static boolean isLibertyReport(Throwable thrown) {
    return Stream.<Class<?>>iterate(thrown.getClass(), Objects::nonNull, Class::getSuperclass)
        .anyMatch(type -> type.getName().equals(LIBERTY_REPORT));
  }
}
