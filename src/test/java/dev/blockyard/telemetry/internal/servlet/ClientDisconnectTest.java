package dev.blockyard.telemetry.internal.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.ProxyRequest;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that goes away is no failure of the platform; a worker that does so is one. */
@Timeout(120)
class ClientDisconnectTest {
  /** Undertow reports the end of the body to the handler where the client resets. */
  static Stream<Arguments> containersAndEnds() {
    return Stream.of(
        Arguments.of(Container.JETTY, false),
        Arguments.of(Container.JETTY, true),
        Arguments.of(Container.UNDERTOW, false));
  }

  @ParameterizedTest(name = "{0}, reset: {1}")
  @MethodSource("containersAndEnds")
  void clientThatGoesWithinItsRequestBodyIsCountedAsItsOwnFailure(
      Container container, boolean reset) throws Exception {
    WebApp.Handler readsBody =
        (request, response) -> {
          ProxyRequest.resolved(request, "app1");
          response.getWriter().println(request.getInputStream().readAllBytes().length);
        };

    assertThatOneIsCounted(
        container,
        readsBody,
        "POST",
        "Content-Length: 1000000\r\n\r\nten bytes.",
        false,
        reset,
        "app1 4xx");
  }

  @ParameterizedTest
  @EnumSource
  void workerThatResetsItsConnectionIsAFailureOfThePlatform(Container container) throws Exception {
    try (ServerSocket worker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WebApp.Handler forwards =
          (request, response) -> {
            ProxyRequest.resolved(request, "app1");
            readFromResettingWorker(worker);
          };

      assertThatOneIsCounted(container, forwards, "GET", "\r\n", true, false, "app1 5xx");
    }
  }

  @ParameterizedTest
  @EnumSource
  void badInputIsCountedWithTheStatusThatTheContainerAnswers(Container container) throws Exception {
    try (CountedRequests counted = new CountedRequests()) {
      WebApp app =
          observed(counted, null)
              .servlet(
                  "/app/*",
                  (request, response) -> {
                    ProxyRequest.resolved(request, "app1");
                    response.setHeader("X-Q", String.valueOf(request.getParameter("q")));
                  });
      try (Running server = container.start(app);
          Socket client = send(server, "GET", "/app/app1?q=%E8.", "\r\n")) {
        int status = status(client);
        if (container == Container.JETTY) {
          assertThat(status).isEqualTo(400); // for an exception that says so
        }
        counted.await();
        assertThat(counted.byAppAndClass())
            .as("the client got %s", status)
            .isEqualTo(Map.of("app1 " + status / 100 + "xx", 1L));
      }
    }
  }

  /**
   * The application counts on the container to complete the request. Undertow does that at once;
   * Jetty reports an error, when the server stops.
   */
  @ParameterizedTest
  @EnumSource
  void feedWhoseWriterStopsWithItsClientIsCountedWhenTheContainerSaysSo(Container container)
      throws Exception {
    CountDownLatch writerStopped = new CountDownLatch(1);
    WebApp.Handler feeds =
        (request, response) -> {
          ProxyRequest.resolved(request, "app1");
          AsyncContext async = request.startAsync();
          async.setTimeout(0);
          new Thread(() -> feed(async, writerStopped), "feed").start();
        };

    try (CountedRequests counted = new CountedRequests();
        TestSpans traced = new TestSpans()) {
      WebApp app = observed(counted, traced).servlet("/app/*", feeds);
      try (Running server = container.start(app)) {
        try (Socket client = send(server, "GET", "/app/app1", "\r\n")) {
          assertThat(status(client)).isEqualTo(200);
          client.setSoLinger(true, 0);
        }
        assertThat(writerStopped.await(1, TimeUnit.MINUTES)).isTrue();
      }
      counted.await();
      assertThat(counted.byAppAndClass()).isEqualTo(Map.of("app1 2xx", 1L));
      traced.await("app1 2xx");
    }
  }

  private static void feed(AsyncContext async, CountDownLatch stopped) {
    try {
      while (true) {
        async.getResponse().getOutputStream().write('.');
        async.getResponse().flushBuffer();
      }
    } catch (IOException | IllegalStateException e) {
      stopped.countDown();
    }
  }

  private void assertThatOneIsCounted(
      Container container,
      WebApp.Handler handler,
      String method,
      String rest,
      boolean awaitStatus,
      boolean reset,
      String expected)
      throws Exception {
    try (CountedRequests counted = new CountedRequests();
        TestSpans traced = new TestSpans()) {
      WebApp app = observed(counted, traced).servlet("/app/*", handler);
      try (Running server = container.start(app)) {
        try (Socket client = send(server, method, "/app/app1", rest)) {
          if (awaitStatus) {
            assertThat(status(client)).isPositive();
          }
          if (reset) {
            client.setSoLinger(true, 0);
          }
        }
        counted.await();
      }
      assertThat(counted.byAppAndClass()).isEqualTo(Map.of(expected, 1L));
      traced.await(expected);
    }
  }

  private static WebApp observed(CountedRequests counted, @Nullable TestSpans traced) {
    RequestObserver observer =
        new RequestObserver(
            new RequestTelemetry(
                counted.metrics(), app -> {}, null, traced == null ? null : traced.spans()));
    return new WebApp()
        .onStartup(context -> RequestFilter.of(List.of("/app/*"), observer).register(context));
  }

  /** Reads what another thread answers with a reset. */
  private static void readFromResettingWorker(ServerSocket worker) throws IOException {
    try (Socket connection = new Socket(worker.getInetAddress(), worker.getLocalPort())) {
      Socket accepted = worker.accept();
      accepted.setSoLinger(true, 0);
      accepted.close();
      connection.getInputStream().readAllBytes();
      throw new IOException("Connection reset by peer");
    }
  }

  private static Socket send(Running server, String method, String path, String rest)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + rest;
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  private static int status(Socket socket) throws IOException {
    byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    return Integer.parseInt(new String(line, US_ASCII).substring(9));
  }
}
