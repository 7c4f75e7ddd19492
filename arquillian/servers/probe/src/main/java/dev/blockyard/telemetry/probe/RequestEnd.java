package dev.blockyard.telemetry.probe;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The ways in which a request can end: what the servlet does, what the client gets, and the class
 * that is counted. A request whose client gets no answer has status 0.
 */
@SuppressWarnings("ImmutableEnumChecker") // the behaviours have no state
public enum RequestEnd {
  ANSWER(200, "2xx", (request, response) -> response.getWriter().println("ok")),
  EMPTY_ANSWER(204, "2xx", (request, response) -> response.setStatus(204)),
  LARGE_ANSWER(200, "2xx", (request, response) -> response.getWriter().print("x".repeat(1 << 20))),
  REDIRECT(302, "3xx", (request, response) -> response.sendRedirect("elsewhere")),
  NOT_MODIFIED(304, "3xx", (request, response) -> response.setStatus(304)),
  STATUS_SET(503, "5xx", (request, response) -> response.setStatus(503)),
  STATUS_SET_AND_FLUSHED(
      502,
      "5xx",
      (request, response) -> {
        response.setStatus(502);
        response.flushBuffer();
      }),

  ERROR_SENT(400, "4xx", (request, response) -> response.sendError(400)),
  ERROR_SENT_WITH_PAGE(409, "4xx", (request, response) -> response.sendError(409)),
  ERROR_SENT_WITH_PAGE_OF_ANOTHER_CLASS(503, "5xx", (request, response) -> response.sendError(410)),
  ERROR_SENT_WITH_PAGE_THAT_MENDS_IT(200, "2xx", (request, response) -> response.sendError(418)),

  RUNTIME_EXCEPTION(500, "5xx", thrown(IllegalStateException::new)),
  SERVLET_EXCEPTION(500, "5xx", thrown(ServletException::new)),
  IO_EXCEPTION(500, "5xx", thrown(IOException::new)),
  FILE_NOT_FOUND_EXCEPTION(404, "4xx", thrown(FileNotFoundException::new)),
  ERROR(500, "5xx", thrown(AssertionError::new)),
  UNAVAILABLE_FOR_A_WHILE(503, "5xx", thrown(() -> new UnavailableException("later", 1))),
  UNAVAILABLE_FOR_EVER(404, "4xx", thrown(() -> new UnavailableException("never"))),
  RUNTIME_EXCEPTION_WITH_PAGE(404, "4xx", thrown(Handled.OfRuntime::new)),
  SERVLET_EXCEPTION_WITH_PAGE(404, "4xx", thrown(Handled.OfServlet::new)),
  IO_EXCEPTION_WITH_PAGE(404, "4xx", thrown(Handled.OfIo::new)),
  ERROR_WITH_PAGE(404, "4xx", thrown(Handled.OfError::new)),
  SERVLET_EXCEPTION_WITH_CAUSE_WITH_PAGE(
      404, "4xx", thrown(() -> new ServletException(new Handled.OfIo()))),
  RUNTIME_EXCEPTION_AFTER_STATUS(
      500,
      "5xx",
      (request, response) -> {
        response.setStatus(404);
        raise(new IllegalStateException());
      }),
  IO_EXCEPTION_AFTER_STATUS(
      500,
      "5xx",
      (request, response) -> {
        response.setStatus(404);
        throw new IOException();
      }),
  RUNTIME_EXCEPTION_AFTER_COMMIT(200, "2xx", afterCommit(IllegalStateException::new)),
  IO_EXCEPTION_AFTER_COMMIT(200, "2xx", afterCommit(IOException::new)),
  RUNTIME_EXCEPTION_AFTER_WHOLE_BODY(500, "5xx", afterWholeBody(IllegalStateException::new)),
  IO_EXCEPTION_AFTER_WHOLE_BODY(500, "5xx", afterWholeBody(IOException::new)),
  ERROR_AFTER_WHOLE_BODY(500, "5xx", afterWholeBody(AssertionError::new)),
  RUNTIME_EXCEPTION_AFTER_ERROR_SENT(500, "5xx", afterErrorSent(IllegalStateException::new)),
  IO_EXCEPTION_AFTER_ERROR_SENT(500, "5xx", afterErrorSent(IOException::new)),
  ERROR_AFTER_ERROR_SENT(500, "5xx", afterErrorSent(AssertionError::new)),
  VIRTUAL_MACHINE_ERROR(500, "5xx", thrown(OutOfMemoryError::new)),
  VIRTUAL_MACHINE_ERROR_AFTER_ERROR_SENT(500, "5xx", afterErrorSent(OutOfMemoryError::new)),

  FORWARD_OUT(200, "2xx", forwarded("/aside/ok")),
  FORWARD_OUT_TO_EXCEPTION(500, "5xx", forwarded("/aside/exception")),
  FORWARD_OUT_TO_IO_EXCEPTION(500, "5xx", forwarded("/aside/io-exception")),
  FORWARD_OUT_TO_NOWHERE(404, "4xx", forwarded("/nowhere")),
  FORWARD_WITHIN(200, "2xx", forwarded("/app/end/answer")),
  INCLUDE_WITHIN(200, "2xx", included("/app/end/answer")),
  INCLUDE_OF_EXCEPTION(500, "5xx", included("/aside/exception")),
  INCLUDE_OF_IO_EXCEPTION(500, "5xx", included("/aside/io-exception")),

  ASYNC_COMPLETED(200, "2xx", later(AsyncContext::complete)),
  ASYNC_COMPLETED_AT_ONCE(200, "2xx", atOnce(AsyncContext::complete)),
  ASYNC_ERROR_SENT(502, "5xx", later(RequestEnd::sendError)),
  ASYNC_STATUS_SET_AT_ONCE(502, "5xx", atOnce(RequestEnd::setStatus)),
  ASYNC_DISPATCHED(200, "2xx", later(async -> async.dispatch("/aside/ok"))),
  ASYNC_DISPATCHED_AT_ONCE(200, "2xx", atOnce(async -> async.dispatch("/aside/ok"))),
  ASYNC_DISPATCHED_WITHIN(200, "2xx", later(async -> async.dispatch("/app/end/answer"))),
  ASYNC_DISPATCHED_TO_NOWHERE(500, "5xx", later(async -> async.dispatch("/nowhere"))),
  ASYNC_DISPATCHED_TO_ERROR(400, "4xx", later(async -> async.dispatch("/aside/error"))),
  ASYNC_DISPATCHED_TO_EXCEPTION(500, "5xx", later(async -> async.dispatch("/aside/exception"))),
  ASYNC_DISPATCHED_TWICE(200, "2xx", later(async -> async.dispatch("/aside/again"))),
  ASYNC_DISPATCHED_TO_EXCEPTION_AFTER_START(
      500, "5xx", later(async -> async.dispatch("/aside/exception-after-start"))),
  ASYNC_EXCEPTION_AFTER_START(
      500,
      "5xx",
      (request, response) -> {
        // Some servers wait for the timeout, which is 30 s by default.
        request.startAsync().setTimeout(2_000);
        throw new IllegalStateException("thrown after startAsync");
      }),
  ASYNC_TIMED_OUT(500, "5xx", (request, response) -> request.startAsync().setTimeout(100)),
  ASYNC_TIME_OUT_ANSWERED(
      504,
      "5xx",
      timedOut(
          async -> {
            ((HttpServletResponse) async.getResponse()).setStatus(504);
            async.complete();
          })),
  ASYNC_TIME_OUT_DISPATCHED(200, "2xx", timedOut(async -> async.dispatch("/aside/ok"))),
  ASYNC_COMMITTED(
      200,
      "2xx",
      (request, response) -> {
        response.flushBuffer();
        later(AsyncContext::complete).end(request, response);
      }),
  ASYNC_COMMITTED_AND_TIMED_OUT(
      200,
      "2xx",
      (request, response) -> {
        response.flushBuffer();
        request.startAsync().setTimeout(100);
      });

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

  private final int status;
  private final String counted;
  private final Behaviour behaviour;

  RequestEnd(int status, String counted, Behaviour behaviour) {
    this.status = status;
    this.counted = counted;
    this.behaviour = behaviour;
  }

  /** What a servlet does with a request. */
  @FunctionalInterface
  interface Behaviour {
    void end(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  private interface Step {
    void take(AsyncContext async) throws IOException;
  }

  private interface Thrown {
    Throwable make();
  }

  private static Behaviour thrown(Thrown thrown) {
    return (request, response) -> {
      raise(thrown.make());
    };
  }

  private static Behaviour afterCommit(Thrown thrown) {
    return (request, response) -> {
      response.flushBuffer();
      raise(thrown.make());
    };
  }

  /** All of the body that was announced, which some servers hold back until the handler returns. */
  private static Behaviour afterWholeBody(Thrown thrown) {
    return (request, response) -> {
      response.setContentLength(2);
      response.getOutputStream().print("ok");
      raise(thrown.make());
    };
  }

  private static Behaviour afterErrorSent(Thrown thrown) {
    return (request, response) -> {
      response.sendError(404);
      raise(thrown.make());
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static Behaviour forwarded(String path) {
    return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
  }

  private static Behaviour included(String path) {
    return (request, response) -> request.getRequestDispatcher(path).include(request, response);
  }

  private static Behaviour later(Step step) {
    return (request, response) -> {
      AsyncContext async = request.startAsync();
      LATER.execute(() -> take(step, async));
    };
  }

  private static Behaviour atOnce(Step step) {
    return (request, response) -> take(step, request.startAsync());
  }

  private static Behaviour timedOut(Step step) {
    return (request, response) -> {
      AsyncContext async = request.startAsync();
      async.addListener(
          new AsyncListener() {
            @Override
            public void onTimeout(AsyncEvent event) throws IOException {
              step.take(event.getAsyncContext());
            }

            @Override
            public void onComplete(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {}
          });
      async.setTimeout(100);
    };
  }

  private static void take(Step step, AsyncContext async) {
    try {
      step.take(async);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sendError(AsyncContext async) throws IOException {
    ((HttpServletResponse) async.getResponse()).sendError(502);
    async.complete();
  }

  private static void setStatus(AsyncContext async) {
    ((HttpServletResponse) async.getResponse()).setStatus(502);
    async.complete();
  }

  /** The last segment of the path, and the name of the app. */
  public String app() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static RequestEnd of(String app) {
    return valueOf(app.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** What the client gets. */
  public int status() {
    return status;
  }

  /** The status class of the one count. */
  public String counted() {
    return counted;
  }

  void end(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    behaviour.end(request, response);
  }
}
