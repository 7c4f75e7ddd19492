package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.internal.servlet.Cell.cell;
import static dev.blockyard.telemetry.internal.servlet.Handlers.commit;
import static dev.blockyard.telemetry.internal.servlet.Handlers.fail;
import static dev.blockyard.telemetry.internal.servlet.Handlers.ok;
import static dev.blockyard.telemetry.internal.servlet.Handlers.onTimeout;
import static dev.blockyard.telemetry.internal.servlet.Handlers.startAsync;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Client;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Asynchronous requests that end with a completion, a dispatch or a time-out. */
class AsyncLifeCycleTest extends RequestLifeCycle {
  static Stream<Arguments> cells() {
    return onEachContainer(
        cell("async, completed by another thread")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(
                      () -> {
                        response.setStatus(404);
                        async.complete();
                      });
                })
            .counts("4xx"),
        cell("async, completed by another thread with a body")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(
                      () -> {
                        ok(response);
                        async.complete();
                      });
                })
            .counts("2xx"),
        cell("async, completed before the handler returns")
            .app(
                (request, response, stage) -> {
                  response.setStatus(404);
                  startAsync(request).complete();
                })
            .counts("4xx"),
        cell("async, completed by another thread before the handler returns")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.meanwhile(
                      () -> {
                        response.setStatus(503);
                        async.complete();
                      });
                })
            .counts("5xx"),
        cell("async, sendError by another thread")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(
                      () -> {
                        response.sendError(410);
                        async.complete();
                      });
                })
            .counts("4xx"),
        cell("async, committed by the handler, completed after the count")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  commit(response);
                  stage.afterCount(
                      () -> {
                        response.getWriter().println("end");
                        async.complete();
                      });
                })
            .counts("2xx"),
        cell("async dispatch by another thread")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(() -> async.dispatch("/pages/404"));
                })
            .counts("4xx"),
        cell("async dispatch before the handler returns")
            .app((request, response, stage) -> startAsync(request).dispatch("/pages/404"))
            .counts("4xx"),
        cell("async dispatch into the pattern")
            .app(
                (request, response, stage) -> {
                  if (request.getDispatcherType() == DispatcherType.ASYNC) {
                    response.sendError(404);
                  } else {
                    startAsync(request).dispatch();
                  }
                })
            .counts("4xx"),
        cell("async dispatch from outside into the pattern")
            .app((request, response, stage) -> ok(response))
            .on(
                "/outside/*",
                (request, response, stage) -> startAsync(request).dispatch("/app/app1/page"))
            .client(Client.http("GET", "/outside/page"))
            .countsNothing("2xx"),
        cell("async dispatch, then async again")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(() -> async.dispatch("/again"));
                })
            .on(
                "/again",
                (request, response, stage) -> {
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(
                      () -> {
                        response.setStatus(404);
                        async.complete();
                      });
                })
            .counts("4xx"),
        cell("async dispatch, then async with a dispatch that fails")
            .app((request, response, stage) -> startAsync(request).dispatch("/again"))
            .on("/again", (request, response, stage) -> startAsync(request).dispatch("/third"))
            .on("/third", (request, response, stage) -> fail(new IllegalStateException()))
            .counts("5xx"),
        cell("async, resolved by another thread")
            .on(
                "/app/*",
                (request, response, stage) -> {
                  ProxyRequest.resolved(request, "first");
                  AsyncContext async = startAsync(request);
                  stage.afterReturn(
                      () -> {
                        ProxyRequest.resolved(request, Cell.APP);
                        async.complete();
                      });
                })
            .counts("2xx"),
        cell("async time-out, unhandled")
            .app((request, response, stage) -> startAsync(request).setTimeout(100))
            .counts("5xx"),
        cell("async time-out, the listener completes")
            .app((request, response, stage) -> onTimeout(request, AsyncContext::complete))
            .counts("2xx"),
        cell("async time-out, the listener completes with 503")
            .app(
                (request, response, stage) ->
                    onTimeout(
                        request,
                        async -> {
                          response.setStatus(503);
                          async.complete();
                        }))
            .counts("5xx"),
        cell("async time-out, the listener dispatches")
            .app(
                (request, response, stage) ->
                    onTimeout(request, async -> async.dispatch("/pages/404")))
            .counts("4xx"));
  }
}
