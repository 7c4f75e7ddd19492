package dev.blockyard.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.testing.Await;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker may answer anything, and may stop at any point; the platform never waits for ever. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileWorkerTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final String HEAD = "HTTP/1.1 200 OK\r\nBlockyard-Worker: w1\r\n";

  private static final String SOME = "0123456789abcdef0123456789abcdef";
  private static final String MORE = SOME + SOME + SOME + SOME + SOME + SOME + SOME + SOME;
  private static final String LARGE = MORE + MORE + MORE + MORE + MORE + MORE + MORE + MORE;

  private final HostedApp app = new HostedApp("shop", Path.of("."));
  private final WorkerClient client = new WorkerClient();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // by open()
  private ServerSocket server;

  /** The worker's, which only lives. */
  private @Nullable Process process;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject it
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    client.answerTimeout = PATIENCE;
  }

  @AfterEach
  void close() throws IOException {
    if (process != null) {
      process.destroyForcibly();
    }
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** It would end the rounds of health checks, of all apps. */
  @Test
  void probeDoesNotWaitForTheEndOfItsAnswer() throws Exception {
    assertThat(client.healthy(worker(HEAD + "Content-Length: 5\r\n\r\n"))).isTrue();
  }

  @Test
  void malformedAnswerToAProbeIsAFailedOne() throws Exception {
    assertThat(client.healthy(worker(HEAD + "Content-Length: abc\r\n\r\n"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEAD + "Content-Length: abc\r\n\r\n",
        HEAD + "Transfer-Encoding: chunked\r\n\r\nno length\r\n",
        "HTTP/1.1 600 None\r\nBlockyard-Worker: w1\r\nContent-Length: 0\r\n\r\n",
        HEAD + "X-Large: " + LARGE + LARGE + LARGE + "\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nBlockyard-Worker: w1\r\nContent-Length: 0\r\n\r\n"
      })
  void malformedAnswerIsABadGateway(String answer) throws Exception {
    List<Object> called = new CopyOnWriteArrayList<>();

    forward(worker(answer), new ByteArrayOutputStream(), called);

    assertThat(called).containsExactly("sendError", HttpServletResponse.SC_BAD_GATEWAY);
  }

  @Test
  void answerThatStopsBeforeItsBodyIsAGatewayTimeout() throws Exception {
    List<Object> called = new CopyOnWriteArrayList<>();

    forward(worker(HEAD + "Content-Length: 5\r\n\r\n"), new ByteArrayOutputStream(), called);

    assertThat(called).containsExactly("sendError", HttpServletResponse.SC_GATEWAY_TIMEOUT);
  }

  @Test
  void answerThatStopsInTheMiddleIsBrokenOff() throws Exception {
    Worker worker = worker(HEAD + "Content-Length: 5\r\n\r\nab");
    ByteArrayOutputStream sent = new ByteArrayOutputStream();

    assertThatThrownBy(() -> forward(worker, sent, new CopyOnWriteArrayList<>()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(sent).hasToString("ab");
  }

  /** Else nobody would notice for weeks that the client of a trickle has gone. */
  @Test
  void answerIsPassedOnAsItArrives() throws Exception {
    PipedOutputStream worker = new PipedOutputStream();
    PipedInputStream body = new PipedInputStream(worker);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    CompletableFuture<Void> transfer =
        CompletableFuture.runAsync(
            () -> {
              try {
                WorkerBody.begin(body, Duration.ofMinutes(1))
                    .transferTo(new BufferedOutputStream(sent));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    worker.write('a');
    worker.flush();
    Await.until(() -> assertThat(sent).hasToString("a"));
    worker.close();
    transfer.join();
  }

  /** The client would repeat the request, and somebody else may have the port by then. */
  @Test
  void requestGoesToNobodyButItsWorker() throws Exception {
    Worker worker = worker();
    List<String> received = new CopyOnWriteArrayList<>();
    Thread port =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket connection = server.accept()) {
                    received.add(firstLine(connection));
                    requireNonNull(process).destroyForcibly().onExit().join();
                  }
                }
              } catch (IOException e) {
                // Closed below.
              }
            });
    port.start();
    List<Object> called = new CopyOnWriteArrayList<>();

    forward(worker, new ByteArrayOutputStream(), called);

    server.close();
    port.join();
    assertThat(received.get(0)).isEqualTo("GET / HTTP/1.1");
    assertThat(received.subList(1, received.size())).containsOnly("");
    assertThat(called).containsExactly("sendError", HttpServletResponse.SC_BAD_GATEWAY);
  }

  private static String firstLine(Socket connection) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1))
            .readLine();
    return line == null ? "" : line;
  }

  @Test
  void webSocketToThePortOfAWorkerThatEndedIsCut() throws Exception {
    List<Object> called = new CopyOnWriteArrayList<>();
    Tunnel tunnel = client.tunnelOf(stub(Session.class, Map.of(), called), worker());
    requireNonNull(process).destroyForcibly().onExit().join();

    tunnel.onOpen(stub(WebSocket.class, Map.of(), called));

    assertThat(called).containsExactly("abort");
    assertThat(tunnel.ended()).isCompleted();
  }

  @Test
  void processesOfAWorkerEndWithIt() throws Exception {
    Process started = new ProcessBuilder("sh", "-c", "sleep 600 & cat").start();
    process = started;
    Await.until(() -> assertThat(started.descendants()).hasSize(2));
    List<ProcessHandle> children = started.descendants().toList();

    new Worker(app, "w1", started, 1, new Places(1, 1).take("shop")).stop();

    Await.until(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
  }

  /** A start of its own for each would hold the platform's threads for that many timeouts. */
  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject it
  void requestsThatWaitForAWorkerThatEndsAtOnceFailWithIt() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Worker worker = new Worker(app, "w1", ended, 1, new Places(1, 1).take("shop"));
    List<Thread> waiting = new CopyOnWriteArrayList<>();
    AtomicInteger starts = new AtomicInteger();
    WorkerPool pool = new WorkerPool();
    pool.launcher =
        new WorkerLauncher() {
          @Override
          Worker launch(HostedApp starting) {
            starts.incrementAndGet();
            for (Thread thread : waiting) {
              while (thread.getState() != Thread.State.BLOCKED
                  && thread != Thread.currentThread()) {
                Thread.onSpinWait();
              }
            }
            return worker;
          }
        };
    List<IOException> failures = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(
          new Thread(
              () -> {
                try {
                  pool.lease(app);
                } catch (IOException e) {
                  failures.add(e);
                }
              }));
    }
    waiting.forEach(Thread::start);
    for (Thread thread : waiting) {
      thread.join();
    }

    assertThat(failures).hasSize(3);
    assertThat(starts).hasValue(1);
  }

  @Test
  void webSocketThatIsNeverAcceptedEnds() throws Exception {
    Worker worker = worker("");
    Tunnel tunnel = client.tunnelOf(stub(Session.class, Map.of(), new ArrayList<>()), worker);

    CompletableFuture<Void> session = client.openSession(app, worker, tunnel).toCompletableFuture();

    Await.until(() -> assertThat(session).isCompletedExceptionally());
  }

  @Test
  void messageThatAWorkerDoesNotTakeIsGivenUp() throws Exception {
    Tunnel tunnel = client.tunnelOf(stub(Session.class, Map.of(), new ArrayList<>()), worker(""));

    assertThatThrownBy(() -> tunnel.sendToWorker("message"))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void webSocketThatAWorkerKeepsOpenIsCut() throws Exception {
    List<Object> called = new CopyOnWriteArrayList<>();
    WebSocket socket =
        stub(WebSocket.class, Map.of("sendClose", new CompletableFuture<WebSocket>()), called);
    Tunnel tunnel =
        client.tunnelOf(stub(Session.class, Map.of("isOpen", false), called), worker(""));
    tunnel.onOpen(socket);

    tunnel.close();

    Await.until(() -> assertThat(called).contains("sendClose", "abort"));
  }

  private void forward(Worker worker, ByteArrayOutputStream sent, List<Object> called)
      throws IOException {
    ServletContext context = stub(ServletContext.class, Map.of(), called);
    HttpServletRequest request =
        stub(
            HttpServletRequest.class,
            Map.of("getServletContext", context, "getContextPath", ""),
            new CopyOnWriteArrayList<>());
    ProxiedHeaders headers = new ProxiedHeaders(request, "shop", false);
    called.clear();
    HttpServletResponse response =
        stub(HttpServletResponse.class, Map.of("getOutputStream", new Output(sent)), called);
    client.forward(app, worker, WorkerClient.request(worker, "GET", "/"), headers, response);
  }

  /** A worker that sends this to everybody who connects, and nothing after it. */
  private Worker worker(String answer) throws IOException {
    Thread thread = new Thread(() -> serve(answer));
    thread.setDaemon(true);
    thread.start();
    return worker();
  }

  private Worker worker() throws IOException {
    process = new ProcessBuilder("cat").start();
    return new Worker(app, "w1", process, server.getLocalPort(), new Places(1, 1).take("shop"));
  }

  private void serve(String answer) {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        connection.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  /** Answers calls by the names of their methods, and notes names and numbers. */
  private static <T> T stub(Class<T> type, Map<String, Object> answers, List<Object> called) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              called.add(method.getName());
              if (arguments != null && arguments[0] instanceof Integer number) {
                called.add(number);
              }
              return answers.get(method.getName());
            }));
  }

  private static final class Output extends ServletOutputStream {
    private final ByteArrayOutputStream sent;

    Output(ByteArrayOutputStream sent) {
      this.sent = sent;
    }

    @Override
    public void write(int b) {
      sent.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
