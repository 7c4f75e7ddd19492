package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.internal.servlet.Cell.cell;
import static dev.blockyard.telemetry.internal.servlet.Handlers.ok;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Client;
import jakarta.servlet.DispatcherType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Requests that are forwarded, or include another resource. */
class DispatchedLifeCycleTest extends RequestLifeCycle {
  static Stream<Arguments> cells() {
    return onEachContainer(
        cell("forward out of the pattern")
            .app(
                (request, response, stage) ->
                    request.getRequestDispatcher("/pages/404").forward(request, response))
            .counts("4xx"),
        cell("forward from outside into the pattern")
            .app((request, response, stage) -> ok(response))
            .on(
                "/outside/*",
                (request, response, stage) ->
                    request.getRequestDispatcher("/app/app1").forward(request, response))
            .client(Client.http("GET", "/outside/page"))
            .countsNothing("2xx"),
        cell("forward from outside into the pattern, where the handler refuses")
            .app((request, response, stage) -> response.sendError(404))
            .on(
                "/outside/*",
                (request, response, stage) ->
                    request.getRequestDispatcher("/app/app1").forward(request, response))
            .client(Client.http("GET", "/outside/page"))
            .countsNothing("4xx"),
        cell("forward within the pattern")
            .app(
                (request, response, stage) -> {
                  if (request.getDispatcherType() == DispatcherType.FORWARD) {
                    ok(response);
                  } else {
                    request.getRequestDispatcher("/app/app1/other").forward(request, response);
                  }
                })
            .counts("2xx"),
        cell("include")
            .app(
                (request, response, stage) -> {
                  request.getRequestDispatcher("/part").include(request, response);
                  ok(response);
                })
            .on("/part", (request, response, stage) -> response.setStatus(404))
            .counts("2xx"),
        cell("error page inside the pattern")
            .on(
                "/app/*",
                (request, response, stage) -> {
                  if (request.getDispatcherType() == DispatcherType.ERROR) {
                    response.getWriter().println("gone");
                  } else {
                    ProxyRequest.resolved(request, Cell.APP);
                    response.sendError(410);
                  }
                })
            .errorPage(410, 410)
            .counts("4xx"));
  }
}
