package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.containers.Container.JETTY;
import static dev.blockyard.telemetry.containers.Container.UNDERTOW;
import static dev.blockyard.telemetry.internal.servlet.Cell.cell;
import static dev.blockyard.telemetry.internal.servlet.Handlers.commit;
import static dev.blockyard.telemetry.internal.servlet.Handlers.fail;

import dev.blockyard.telemetry.internal.servlet.Handlers.Rootless;
import dev.blockyard.telemetry.internal.servlet.Handlers.Speechless;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Requests whose handler, filter or error page throws. */
class FailingLifeCycleTest extends RequestLifeCycle {
  static Stream<Arguments> cells() {
    return onEachContainer(
        cell("RuntimeException")
            .app((request, response, stage) -> fail(new IllegalStateException()))
            .counts("5xx"),
        cell("ServletException")
            .app((request, response, stage) -> fail(new ServletException()))
            .counts("5xx"),
        cell("exception whose message throws")
            .app((request, response, stage) -> fail(new Speechless()))
            .only(UNDERTOW) // Jetty never answers it
            .counts("5xx"),
        cell("exception whose cause throws")
            .app((request, response, stage) -> fail(new Rootless()))
            .counts("5xx"),
        cell("IOException")
            .app((request, response, stage) -> fail(new IOException()))
            .counts("5xx"),
        cell("Error").app((request, response, stage) -> fail(new AssertionError())).counts("5xx"),
        cell("RuntimeException, page answers another class")
            .app((request, response, stage) -> fail(new IllegalStateException()))
            .errorPage(IllegalStateException.class, 404)
            .counts("4xx"),
        cell("ServletException, page answers another class")
            .app((request, response, stage) -> fail(new ServletException()))
            .errorPage(ServletException.class, 200)
            .counts("2xx"),
        cell("IOException, page answers another class")
            .app((request, response, stage) -> fail(new IOException()))
            .errorPage(IOException.class, 404)
            .counts("4xx"),
        cell("Error, page answers another class")
            .app((request, response, stage) -> fail(new AssertionError()))
            .errorPage(AssertionError.class, 404)
            .counts("4xx"),
        cell("UnavailableException, temporary")
            .app((request, response, stage) -> fail(new UnavailableException("later", 10)))
            .counts("5xx"),
        cell("UnavailableException, permanent")
            .app((request, response, stage) -> fail(new UnavailableException("never")))
            .counts("4xx"),
        cell("UnavailableException, page answers another class")
            .app((request, response, stage) -> fail(new UnavailableException("later", 10)))
            .errorPage(503, 200)
            .counts("2xx")
            .countsOn(UNDERTOW, "5xx"), // which shows no page then
        cell("UnavailableException of a filter, temporary")
            .filter((request, response, chain) -> fail(new UnavailableException("later", 10)))
            .counts("unknown", "5xx"),
        cell("UnavailableException of a filter, permanent")
            .filter((request, response, chain) -> fail(new UnavailableException("never")))
            .counts("unknown", "4xx")
            .countsOn(UNDERTOW, "unknown", "5xx"),
        cell("less written than announced")
            .app(
                (request, response, stage) -> {
                  response.setContentLength(100);
                  response.getWriter().print("not as much");
                })
            .only(JETTY) // Undertow has sent the status by then
            .counts("5xx"),
        cell("all written that was announced")
            .app(
                (request, response, stage) -> {
                  response.setContentLength(3);
                  response.getWriter().print("all");
                })
            .counts("2xx"),
        cell("exception after the response was committed")
            .app(
                (request, response, stage) -> {
                  commit(response);
                  fail(new IllegalStateException());
                })
            .counts("2xx"),
        cell("IOException after the response was committed")
            .app(
                (request, response, stage) -> {
                  commit(response);
                  fail(new IOException());
                })
            .counts("2xx"),
        cell("status set, then an exception")
            .app(
                (request, response, stage) -> {
                  response.setStatus(404);
                  fail(new IllegalStateException());
                })
            .counts("5xx"),
        cell("success set, then an IOException")
            .app(
                (request, response, stage) -> {
                  response.setStatus(201);
                  fail(new IOException());
                })
            .counts("5xx"),
        sendErrorThen("an exception", new IllegalStateException()),
        sendErrorThen("an IOException", new IOException()),
        sendErrorThen("an Error", new AssertionError()),
        cell("error committed, then an IOException")
            .app(
                (request, response, stage) -> {
                  response.setStatus(404);
                  commit(response);
                  fail(new IOException());
                })
            .counts("4xx"),
        cell("sendError, the error page throws")
            .app((request, response, stage) -> response.sendError(410))
            .brokenErrorPages()
            .counts("5xx")
            .countsOn(JETTY, "4xx"),
        cell("RuntimeException, the error page throws")
            .app((request, response, stage) -> fail(new IllegalStateException()))
            .brokenErrorPages()
            .counts("5xx"),
        cell("ServletException, the error page throws")
            .app((request, response, stage) -> fail(new ServletException()))
            .brokenErrorPages()
            .counts("5xx"),
        cell("IOException, the error page throws")
            .app((request, response, stage) -> fail(new IOException()))
            .brokenErrorPages()
            .counts("5xx"),
        cell("UnavailableException, permanent, the error page throws")
            .app((request, response, stage) -> fail(new UnavailableException("never")))
            .brokenErrorPages()
            .counts("4xx"));
  }

  private static Cell sendErrorThen(String name, Throwable thrown) {
    return cell("sendError, then " + name)
        .app(
            (request, response, stage) -> {
              response.sendError(404);
              fail(thrown);
            })
        .counts("5xx")
        .countsOn(JETTY, "4xx");
  }
}
