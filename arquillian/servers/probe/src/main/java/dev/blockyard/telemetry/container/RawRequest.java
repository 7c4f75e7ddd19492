package dev.blockyard.telemetry.container;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request on a connection that the test closes when it likes. */
final class RawRequest {
  private static final int PATIENCE_MILLIS = 60_000;

  private RawRequest() {}

  /** Sends a request line with a {@code Host}, and then the rest: headers and body, if any. */
  static Socket send(URI uri, String method, String rest) throws IOException {
    Socket connection = new Socket(uri.getHost(), uri.getPort());
    connection.setSoTimeout(PATIENCE_MILLIS);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String head = method + " " + uri.getRawPath() + query + " HTTP/1.1\r\nHost: localhost\r\n";
    connection
        .getOutputStream()
        .write((head + (rest.isEmpty() ? "\r\n" : rest)).getBytes(StandardCharsets.US_ASCII));
    return connection;
  }

  /** The first line of the answer, or what there is of it when the connection ends. */
  static String statusLine(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r' && c >= 0; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
