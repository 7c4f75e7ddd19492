package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;

/** What the handlers of requests do in several tests. */
final class Handlers {
  private Handlers() {}

  static void ok(HttpServletResponse response) throws IOException {
    response.getWriter().println("fine");
  }

  static void commit(HttpServletResponse response) throws IOException {
    ok(response);
    response.flushBuffer();
  }

  static AsyncContext startAsync(HttpServletRequest request) {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    return async;
  }

  static void onTimeout(HttpServletRequest request, Consumer<AsyncContext> answer) {
    AsyncContext async = request.startAsync();
    async.addListener(
        new Listening() {
          @Override
          public void onTimeout(AsyncEvent event) {
            answer.accept(event.getAsyncContext());
          }
        });
    async.setTimeout(100);
  }

  static void onError(HttpServletRequest request, Consumer<AsyncContext> answer) {
    startAsync(request)
        .addListener(
            new Listening() {
              @Override
              public void onError(AsyncEvent event) {
                answer.accept(event.getAsyncContext());
              }
            });
  }

  static void fail(Throwable thrown) throws ServletException, IOException {
    if (thrown instanceof ServletException e) {
      throw e;
    } else if (thrown instanceof IOException e) {
      throw e;
    } else if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  /** An exception that cannot say what it is about, for want of a cause. */
  static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("NullAway") // the mistake of the application
    public String getMessage() {
      return getCause().getMessage();
    }
  }

  /** An exception whose cause cannot be told. */
  static final class Rootless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new UnsupportedOperationException();
    }
  }

  private static class Listening implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
