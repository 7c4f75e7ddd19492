package dev.blockyard.telemetry.conformance;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.opentelemetry.instrumentation.testing.junit.http.AbstractHttpServerTest;
import io.opentelemetry.instrumentation.testing.junit.http.ServerEndpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** The requests that the kit sends, and how it wants them answered. */
final class Endpoints {
  /** Maps the servlet that a variant dispatches to. */
  static final String DISPATCHED = "/dispatched";

  /** Maps each endpoint; of a request with a path parameter, the servlet knows the beginning. */
  static final List<String> PATTERNS =
      List.of(
          ServerEndpoint.SUCCESS.getPath(),
          ServerEndpoint.QUERY_PARAM.getPath(),
          ServerEndpoint.REDIRECT.getPath(),
          ServerEndpoint.ERROR.getPath(),
          ServerEndpoint.EXCEPTION.getPath(),
          ServerEndpoint.INDEXED_CHILD.getPath(),
          "/path/*");

  private Endpoints() {}

  /** Returns the path below the context root, whether or not the request was dispatched since. */
  static String path(HttpServletRequest request) {
    String path = request.getServletPath() + requireNonNullElse(request.getPathInfo(), "");
    return path.startsWith(DISPATCHED) ? path.substring(DISPATCHED.length()) : path;
  }

  static ServerEndpoint of(HttpServletRequest request) {
    return requireNonNull(ServerEndpoint.forPath(path(request)));
  }

  /** Does everything that an application does with a request, within a span of its own. */
  static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ServerEndpoint endpoint = of(request);
    AbstractHttpServerTest.<IOException>controller(
        endpoint,
        () -> {
          body(endpoint, request, response);
          status(endpoint, response);
        });
  }

  /** Answers as far as a servlet can that is included. */
  static void answerIncluded(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServerEndpoint endpoint = of(request);
    AbstractHttpServerTest.<IOException>controller(
        endpoint, () -> body(endpoint, request, response));
  }

  private static void body(
      ServerEndpoint endpoint, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    endpoint.collectSpanAttributes(request::getParameter);
    if (endpoint == ServerEndpoint.EXCEPTION) {
      throw new IllegalStateException(endpoint.getBody());
    } else if (endpoint == ServerEndpoint.QUERY_PARAM) {
      response.getWriter().print(request.getQueryString());
    } else if (endpoint == ServerEndpoint.PATH_PARAM) {
      response.getWriter().print(path(request).split("/", -1)[2]);
    } else {
      response.getWriter().print(endpoint.getBody());
    }
  }

  /** Sets the status; an error and a redirection replace what the body has been so far. */
  static void status(ServerEndpoint endpoint, HttpServletResponse response) throws IOException {
    if (endpoint == ServerEndpoint.REDIRECT) {
      response.sendRedirect(endpoint.getBody());
    } else if (endpoint == ServerEndpoint.ERROR) {
      response.sendError(endpoint.getStatus(), endpoint.getBody());
    }
  }
}
