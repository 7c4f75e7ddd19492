package dev.blockyard.telemetry.containers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends one request of the table. */
@FunctionalInterface
public interface Client {
  /** Offers no other version of HTTP, which would be one more thing to go wrong in each cell. */
  HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Answers as soon as the status is known. */
  public Answer send(int port) throws Exception;

  /**
   * What came back so far.
   *
   * @param status the response's status
   * @param rest what ends the exchange, whether or not the body has come to its end
   */
  public record Answer(int status, AutoCloseable rest) {}

  /** A browser, as it were. */
  public static Client http(String method, String path) {
    return port -> {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .timeout(Duration.ofSeconds(20))
              .build();
      HttpResponse<InputStream> response = HTTP.send(request, BodyHandlers.ofInputStream());
      return new Answer(response.statusCode(), response.body());
    };
  }

  /** A WebSocket handshake that has to succeed. */
  public static Client webSocket(String path) {
    return port -> {
      CountDownLatch closed = new CountDownLatch(1);
      WebSocket.Listener listener =
          new WebSocket.Listener() {
            @Override
            public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
              closed.countDown();
              return null;
            }
          };
      WebSocket socket =
          HTTP.newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + port + path), listener)
              .get(10, TimeUnit.SECONDS);
      return new Answer(
          101,
          () -> {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
          });
    };
  }

  /** The bytes of a request, for what a library's client hides; the last status line counts. */
  public static Client raw(String path, String... headers) {
    return port -> {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
      for (String header : headers) {
        head += header + "\r\n";
      }
      socket.getOutputStream().write((head + "\r\n").getBytes(US_ASCII));
      int status = status(socket.getInputStream());
      while (status < 200 && status != 101) {
        status = status(socket.getInputStream());
      }
      return new Answer(status, socket);
    };
  }

  /** Goes away as soon as the head of the response is there. */
  public static Client leaving(String path) {
    return port -> {
      Answer answer = raw(path).send(port);
      ((Socket) answer.rest).setSoLinger(true, 0);
      answer.rest.close();
      return answer;
    };
  }

  private static int status(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("no response: " + head);
      }
      head.append((char) read);
    }
    return Integer.parseInt(head.substring(9, 12));
  }
}
