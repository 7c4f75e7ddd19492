package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.containers.Container.JETTY;
import static dev.blockyard.telemetry.containers.Container.UNDERTOW;
import static dev.blockyard.telemetry.internal.servlet.Cell.cell;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.StatusClass;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import io.opentelemetry.api.baggage.Baggage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract, section 4: each life of a request is counted once, on every container. */
@Timeout(60)
class RequestLifeCycleTest {
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cells")
  void everyRequestIsCountedOnce(Container container, Cell cell) throws Exception {
    try (CountedRequests counted = new CountedRequests();
        TestSpans traced = new TestSpans()) {
      Client.Answer answer = run(container, cell, counted, traced);

      SoftAssertions.assertSoftly(
          all -> {
            all.assertThat(counted.byAppAndClass())
                .as("counted for %s on %s", cell, container)
                .isEqualTo(cell.counted(container));
            all.assertThat(StatusClass.of(answer.status()).label())
                .as("what the client got: %s", answer.status())
                .isEqualTo(cell.seen(container));
            all.assertThat(traced.requests()).isEqualTo(cell.counted(container));
            all.assertThat(traced.currentAfterRequests())
                .as("on the container's thread, after the request")
                .isSubsetOf("none");
          });
    }
  }

  /** Sends the request, waits for its count and stops the server, so that nothing comes later. */
  private static Client.Answer run(
      Container container, Cell cell, CountedRequests counted, TestSpans traced) throws Exception {
    Stage stage = new Stage();
    RequestObserver observer =
        new RequestObserver(
            new RequestTelemetry(counted.metrics(), app -> {}, null, traced.spans()));
    WebApp app =
        cell.webApp(stage)
            .onStartup(
                context -> {
                  RequestFilter.of(cell.patterns(), observer).register(context);
                  context.addListener(traced.listener());
                  context.addListener(stage.signal());
                });
    try (Running server = container.start(app)) {
      Client.Answer answer = cell.client().send(server.port());
      if (!cell.counted(container).isEmpty()) {
        counted.await();
      }
      stage.requestCounted();
      stage.join();
      answer.rest().close();
      return answer;
    }
  }

  static Stream<Arguments> cells() {
    return Stream.of(synchronous(), failing(), dispatched(), asynchronous(), connections())
        .flatMap(Function.identity())
        .flatMap(cell -> cell.containers().stream().map(on -> Arguments.of(on, cell)));
  }

  private static Stream<Cell> synchronous() {
    return Stream.of(
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
            .counts("2xx")
            .countsOn(JETTY, "4xx")
            .clientSees(JETTY, "2xx"),
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

  private static Stream<Cell> failing() {
    return Stream.of(
        cell("RuntimeException")
            .app((request, response, stage) -> fail(new IllegalStateException()))
            .counts("5xx"),
        cell("ServletException")
            .app((request, response, stage) -> fail(new ServletException()))
            .counts("5xx"),
        cell("IOException")
            .app((request, response, stage) -> fail(new IOException()))
            .counts("5xx"),
        cell("Error").app((request, response, stage) -> fail(new AssertionError())).counts("5xx"),
        cell("RuntimeException, page answers another class")
            .app((request, response, stage) -> fail(new IllegalStateException()))
            .errorPage(IllegalStateException.class, 404)
            .counts("4xx")
            .countsOn(JETTY, "5xx")
            .clientSees(JETTY, "4xx"),
        cell("ServletException, page answers another class")
            .app((request, response, stage) -> fail(new ServletException()))
            .errorPage(ServletException.class, 200)
            .counts("2xx")
            .countsOn(JETTY, "5xx")
            .clientSees(JETTY, "2xx"),
        cell("IOException, page answers another class")
            .app((request, response, stage) -> fail(new IOException()))
            .errorPage(IOException.class, 404)
            .counts("5xx")
            .clientSees(JETTY, "4xx")
            .clientSees(UNDERTOW, "4xx"),
        cell("Error, page answers another class")
            .app((request, response, stage) -> fail(new AssertionError()))
            .errorPage(AssertionError.class, 404)
            .counts("5xx")
            .clientSees(JETTY, "4xx")
            .clientSees(UNDERTOW, "4xx"),
        cell("UnavailableException, temporary")
            .app((request, response, stage) -> fail(new UnavailableException("later", 10)))
            .counts("5xx"),
        cell("UnavailableException, permanent")
            .app((request, response, stage) -> fail(new UnavailableException("never")))
            .counts("4xx"),
        cell("UnavailableException of a filter, temporary")
            .filter((request, response, chain) -> fail(new UnavailableException("later", 10)))
            .counts("unknown", "5xx"),
        cell("UnavailableException of a filter, permanent")
            .filter((request, response, chain) -> fail(new UnavailableException("never")))
            .counts("unknown", "4xx")
            .clientSees(UNDERTOW, "5xx"),
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
        cell("sendError, then an exception")
            .app(
                (request, response, stage) -> {
                  response.sendError(404);
                  fail(new IllegalStateException());
                })
            .counts("5xx")
            .countsOn(JETTY, "4xx"),
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

  private static Stream<Cell> dispatched() {
    return Stream.of(
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

  private static Stream<Cell> asynchronous() {
    return Stream.of(
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
            .counts("4xx"),
        cell("async, the dispatched handler throws")
            .app((request, response, stage) -> startAsync(request).dispatch("/failing"))
            .on("/failing", (request, response, stage) -> fail(new IllegalStateException()))
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
                  async.setTimeout(300);
                  response.getOutputStream().setWriteListener(new Writing(async, true));
                })
            .only(JETTY)
            .counts("2xx"),
        cell("async, a write listener throws and leaves it")
            .app(
                (request, response, stage) -> {
                  AsyncContext async = request.startAsync();
                  async.setTimeout(300);
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

  private static Stream<Cell> connections() {
    return Stream.of(
        cell("WebSocket handshake")
            .socket(Socket.class)
            .client(Client.webSocket("/app/socket"))
            .counts("unknown", "1xx"),
        cell("upgrade by a servlet")
            .app((request, response, stage) -> request.upgrade(Upgraded.class))
            .client(Client.raw("/app/app1", "Connection: Upgrade", "Upgrade: nothing"))
            .only(UNDERTOW)
            .counts("1xx"),
        cell("client gone in the middle")
            .app(
                (request, response, stage) -> {
                  byte[] chunk = new byte[64 * 1024];
                  while (true) {
                    response.getOutputStream().write(chunk);
                    response.flushBuffer();
                  }
                })
            .client(Client.leaving("/app/app1"))
            .counts("2xx"),
        cell("early hints")
            .app(
                (request, response, stage) -> {
                  response.setHeader("Link", "</style.css>; rel=preload");
                  response.sendError(103);
                  ok(response);
                })
            .client(Client.raw("/app/app1"))
            .only(JETTY)
            .counts("2xx"));
  }

  /** What a library does that starts something and forgets to end it. */
  @SuppressWarnings("MustBeClosed")
  private static void leaveOpen(Baggage baggage) {
    baggage.makeCurrent();
  }

  private static void ok(HttpServletResponse response) throws IOException {
    response.getWriter().println("fine");
  }

  private static void commit(HttpServletResponse response) throws IOException {
    ok(response);
    response.flushBuffer();
  }

  private static AsyncContext startAsync(HttpServletRequest request) {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    return async;
  }

  private static void onTimeout(HttpServletRequest request, Consumer<AsyncContext> answer) {
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

  private static void onError(HttpServletRequest request, Consumer<AsyncContext> answer) {
    startAsync(request)
        .addListener(
            new Listening() {
              @Override
              public void onError(AsyncEvent event) {
                answer.accept(event.getAsyncContext());
              }
            });
  }

  private static void fail(Throwable thrown) throws ServletException, IOException {
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

  /** A WebSocket that says nothing. */
  @ServerEndpoint("/app/socket")
  public static final class Socket {}

  /** A protocol that says nothing. */
  public static final class Upgraded implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {}

    @Override
    public void destroy() {}
  }
}
