package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.internal.servlet.Cell.cell;
import static dev.blockyard.telemetry.internal.servlet.Handlers.ok;

import dev.blockyard.telemetry.containers.Client;
import io.opentelemetry.api.baggage.Baggage;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Requests that their handler answers. */
class SynchronousLifeCycleTest extends RequestLifeCycle {
  static Stream<Arguments> cells() {
    return onEachContainer(
        cell("plain 200").app((request, response, stage) -> ok(response)).counts("2xx"),
        cell("HEAD")
            .app((request, response, stage) -> ok(response))
            .client(Client.http("HEAD", "/app/app1/page"))
            .counts("2xx"),
        cell("404 of a known app")
            .app((request, response, stage) -> response.sendError(404))
            .counts("4xx"),
        cell("404 with no app")
            .on("/app/*", (request, response, stage) -> response.sendError(404))
            .counts("unknown", "4xx"),
        cell("redirect")
            .app((request, response, stage) -> response.sendRedirect("/elsewhere"))
            .counts("3xx"),
        cell("sendError without a page")
            .app((request, response, stage) -> response.sendError(503))
            .counts("5xx"),
        cell("sendError with a page that answers the same")
            .app((request, response, stage) -> response.sendError(410))
            .errorPage(410, 410)
            .counts("4xx"),
        cell("sendError with a page that answers another class")
            .app((request, response, stage) -> response.sendError(410))
            .errorPage(410, 200)
            .counts("2xx"),
        cell("setStatus without a body")
            .app((request, response, stage) -> response.setStatus(429))
            .counts("4xx"),
        cell("setStatus without a body, with a page for the status")
            .app((request, response, stage) -> response.setStatus(410))
            .errorPage(410, 200)
            .counts("4xx"),
        cell("setStatus with a body")
            .app(
                (request, response, stage) -> {
                  response.setStatus(502);
                  response.getWriter().println("bad gateway");
                })
            .counts("5xx"),
        cell("no content").app((request, response, stage) -> response.setStatus(204)).counts("2xx"),
        cell("a scope is left open")
            .app(
                (request, response, stage) -> {
                  leaveOpen(Baggage.builder().put("left", "open").build());
                  ok(response);
                })
            .counts("2xx"),
        cell("no servlet").counts("unknown", "4xx"),
        cell("a filter of the user's refuses")
            .app((request, response, stage) -> ok(response))
            .filter((request, response, chain) -> ((HttpServletResponse) response).setStatus(401))
            .counts("unknown", "4xx"),
        cell("outside the patterns")
            .app((request, response, stage) -> ok(response))
            .client(Client.http("GET", "/pages/200"))
            .countsNothing("2xx"),
        cell("two patterns, both match")
            .app((request, response, stage) -> ok(response))
            .patterns("/app/*", "*.html")
            .client(Client.http("GET", "/app/app1/index.html"))
            .counts("2xx"),
        cell("two patterns, the second matches")
            .app((request, response, stage) -> ok(response))
            .patterns("/other/*", "/app/*")
            .counts("2xx"));
  }

  /** What a library does that starts something and forgets to end it. */
  @SuppressWarnings("MustBeClosed")
  private static void leaveOpen(Baggage baggage) {
    baggage.makeCurrent();
  }
}
