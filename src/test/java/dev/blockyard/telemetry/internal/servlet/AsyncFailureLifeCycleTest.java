package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.containers.Container.JETTY;
import static dev.blockyard.telemetry.containers.Container.UNDERTOW;
import static dev.blockyard.telemetry.internal.servlet.Cell.cell;
import static dev.blockyard.telemetry.internal.servlet.Handlers.commit;
import static dev.blockyard.telemetry.internal.servlet.Handlers.fail;
import static dev.blockyard.telemetry.internal.servlet.Handlers.onError;
import static dev.blockyard.telemetry.internal.servlet.Handlers.onTimeout;
import static dev.blockyard.telemetry.internal.servlet.Handlers.startAsync;

import dev.blockyard.telemetry.internal.servlet.Handlers.Speechless;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Asynchronous requests in which something throws. */
class AsyncFailureLifeCycleTest extends RequestLifeCycle {
  static Stream<Arguments> cells() {
    return onEachContainer(
        cell("async, the dispatched handler throws")
            .app((request, response, stage) -> startAsync(request).dispatch("/failing"))
            .on("/failing", (request, response, stage) -> fail(new IllegalStateException()))
            .counts("5xx"),
        cell("async, the handler throws an exception whose message throws after startAsync")
            .app(
                (request, response, stage) -> {
                  startAsync(request);
                  fail(new Speechless());
                })
            .only(UNDERTOW) // Jetty never answers it
            .counts("5xx"),
        cell("async, the dispatched handler throws an IOException")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(() -> async.dispatch("/failing"));
                })
            .on("/failing", (request, response, stage) -> fail(new IOException()))
            .counts("5xx"),
        cell("async, the handler throws after startAsync")
            .app(
                (request, response, stage) -> {
                  startAsync(request);
                  fail(new IllegalStateException());
                })
            .counts("5xx"),
        cell("async, the handler throws an IOException after startAsync")
            .app(
                (request, response, stage) -> {
                  startAsync(request);
                  fail(new IOException());
                })
            .counts("5xx"),
        cell("async, the handler throws after complete")
            .app(
                (request, response, stage) -> {
                  startAsync(request).complete();
                  fail(new IllegalStateException());
                })
            .counts("2xx"),
        cell("async, the handler throws after a commit")
            .app(
                (request, response, stage) -> {
                  startAsync(request);
                  commit(response);
                  fail(new IllegalStateException());
                })
            .counts("2xx"),
        cell("async, sendError, the error page throws")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(
                      () -> {
                        try {
                          response.sendError(410);
                        } catch (RuntimeException e) {
                          // Undertow shows the page on this thread
                        } finally {
                          async.complete();
                        }
                      });
                })
            .brokenErrorPages()
            .counts("4xx"),
        cell("async, the dispatched handler throws, the error page throws")
            .app((request, response, stage) -> startAsync(request).dispatch("/failing"))
            .on("/failing", (request, response, stage) -> fail(new IllegalStateException()))
            .brokenErrorPages()
            .counts("5xx"),
        cell("async, a task of the container throws")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  async.setTimeout(300);
                  async.start(
                      () -> {
                        throw new IllegalStateException();
                      });
                })
            .counts("5xx"),
        cell("async, a write listener throws")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  async.setTimeout(30_000);
                  response.getOutputStream().setWriteListener(new Writing(async, true));
                })
            .only(JETTY)
            .counts("2xx"),
        cell("async, a write listener throws and leaves it")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  async.setTimeout(2_000); // which ends it
                  response.getOutputStream().setWriteListener(new Writing(async, false));
                })
            .only(JETTY)
            .counts("2xx"),
        cell("async time-out, a listener throws")
            .app(
                (request, response, stage) ->
                    onTimeout(
                        request,
                        async -> {
                          throw new IllegalStateException();
                        }))
            .counts("5xx"),
        cell("async, the handler throws and a listener throws")
            .app(
                (request, response, stage) -> {
                  onError(
                      request,
                      async -> {
                        throw new IllegalStateException();
                      });
                  fail(new IllegalStateException());
                })
            .counts("5xx"),
        cell("async, the handler throws and a listener completes")
            .app(
                (request, response, stage) -> {
                  onError(request, AsyncContext::complete);
                  fail(new IllegalStateException());
                })
            .counts("2xx"),
        cell("async, the handler throws, a listener completes, its thread comes last")
            .app(
                (request, response, stage) -> {
                  stage.holdContainer();
                  onError(request, AsyncContext::complete);
                  fail(new IllegalStateException());
                })
            .only(UNDERTOW)
            .counts("2xx"),
        cell("async, the handler throws and a listener answers")
            .app(
                (request, response, stage) -> {
                  onError(
                      request,
                      async -> {
                        response.setStatus(204);
                        async.complete();
                      });
                  fail(new IllegalStateException());
                })
            .counts("2xx"));
  }

  /** Fails to write. */
  private record Writing(AsyncContext async, boolean completes) implements WriteListener {
    @Override
    public void onWritePossible() throws IOException {
      throw new IOException();
    }

    @Override
    public void onError(Throwable thrown) {
      if (completes) {
        async.complete();
      }
    }
  }
}
