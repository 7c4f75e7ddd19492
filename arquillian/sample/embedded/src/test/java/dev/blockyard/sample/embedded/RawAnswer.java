package dev.blockyard.sample.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answer to a request that no HTTP client would send. */
record RawAnswer(int status, List<String> head, String body) {
  private static final int MILLIS_TO_ANSWER = 30_000;

  /** Sends lines, of which the first is the request line, and reads until the server closes. */
  static RawAnswer of(int port, String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(MILLIS_TO_ANSWER);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String[] parts =
          new String(socket.getInputStream().readAllBytes(), ISO_8859_1).split("\r\n\r\n", 2);
      List<String> head = List.of(parts[0].split("\r\n", -1));
      return new RawAnswer(Integer.parseInt(head.get(0).split(" ", 3)[1]), head, parts[1]);
    }
  }

  /** Returns the values of a header. */
  List<String> headers(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  /** Returns the only value of a header, or null. */
  @Nullable String header(String name) {
    List<String> values = headers(name);
    if (values.size() > 1) {
      throw new AssertionError(name + " is there more than once: " + values);
    }
    return values.isEmpty() ? null : values.get(0);
  }
}
