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
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to probes and to forwarded requests. */
class HostileAnswerTest extends HostileWorker {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nBlockyard-Worker: w1\r\n";

  private static final String SOME = "0123456789abcdef0123456789abcdef";
  private static final String MORE = SOME + SOME + SOME + SOME + SOME + SOME + SOME + SOME;
  private static final String LARGE = MORE + MORE + MORE + MORE + MORE + MORE + MORE + MORE;

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

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void answerWithoutContentHasNoType(int status) throws Exception {
    List<Object> called = new CopyOnWriteArrayList<>();

    forward(
        worker("HTTP/1.1 " + status + " Empty\r\nBlockyard-Worker: w1\r\n\r\n"),
        new ByteArrayOutputStream(),
        called);

    assertThat(called).contains("setStatus", status).doesNotContain("setContentType");
  }

  @Test
  void answerThatStopsBeforeItsBodyIsAGatewayTimeout() throws Exception {
    giveUpSoon();
    List<Object> called = new CopyOnWriteArrayList<>();

    forward(worker(HEAD + "Content-Length: 5\r\n\r\n"), new ByteArrayOutputStream(), called);

    assertThat(called).containsExactly("sendError", HttpServletResponse.SC_GATEWAY_TIMEOUT);
  }

  @Test
  void answerThatStopsInTheMiddleIsBrokenOff() throws Exception {
    giveUpAfter(Duration.ofSeconds(3)); // the beginning has to come before
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
    assertThat(received.subList(1, received.size())).allMatch(String::isEmpty);
    assertThat(called).containsExactly("sendError", HttpServletResponse.SC_BAD_GATEWAY);
  }

  private static String firstLine(Socket connection) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1))
            .readLine();
    return line == null ? "" : line;
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
