package dev.blockyard.sample;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * A worker that may answer anything, and may stop at any point; the platform never waits for ever.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class HostileWorker {
  /** More than any answer that comes takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final HostedApp app = new HostedApp("shop", Path.of("."));
  final WorkerClient client = new WorkerClient();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  @SuppressWarnings("NullAway.Init") // by open()
  ServerSocket server;

  /** The worker's, which only lives. */
  @Nullable Process process;

  @BeforeEach
  final void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    giveUpAfter(PATIENCE);
  }

  /** For tests of what happens when no answer comes. */
  final void giveUpSoon() {
    giveUpAfter(Duration.ofMillis(300));
  }

  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject it
  final void giveUpAfter(Duration patience) {
    client.answerTimeout = patience;
  }

  @AfterEach
  final void close() throws IOException {
    if (process != null) {
      process.destroyForcibly();
    }
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  /** A worker that sends this to everybody who connects, and nothing after it. */
  final Worker worker(String answer) throws IOException {
    Thread thread = new Thread(() -> serve(answer));
    thread.setDaemon(true);
    thread.start();
    return worker();
  }

  final Worker worker() throws IOException {
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
  static <T> T stub(Class<T> type, Map<String, Object> answers, List<Object> called) {
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
}
