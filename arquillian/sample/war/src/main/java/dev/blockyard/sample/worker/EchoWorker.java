package dev.blockyard.sample.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Serves one app over HTTP and WebSocket: its greeting, its health, an echo, and on request an
 * answer of any status or a crash. Every answer has the {@code traceparent} of its request; over
 * WebSocket, the message {@code traceparent} is answered with it.
 *
 * <p>It prints its port on standard output and ends when its standard input does, so that it never
 * outlives the platform. Kept in a single class file, which is all that the platform has to copy.
 */
public final class EchoWorker {
  private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private EchoWorker() {}

  /**
   * Runs until standard input ends.
   *
   * @param args none; the current folder is that of the restored bundle
   * @throws IOException if the app's properties cannot be read, or no port can be bound
   */
  public static void main(String[] args) throws IOException {
    Properties app = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("app.properties"))) {
      app.load(reader);
    }
    String greeting = app.getProperty("greeting", "hello") + "\n";
    try (ServerSocket server =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      daemon(EchoWorker::endWithParent);
      System.out.println(server.getLocalPort());
      System.out.flush();
      while (true) {
        Socket socket = server.accept();
        daemon(() -> serve(socket, greeting));
      }
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Only the end matters.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void serve(Socket connection, String greeting) {
    try (Socket socket = connection;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      String path = readLine(in).split(" ", 3)[1].split("\\?", 2)[0];
      Map<String, String> headers = readHeaders(in);
      String key = headers.get("sec-websocket-key");
      String trace = headers.getOrDefault("traceparent", "none");
      if (path.equals("/ws") && key != null) {
        upgrade(out, key);
        echoFrames(new DataInputStream(in), new DataOutputStream(out), trace);
      } else if (path.equals("/") || path.isEmpty()) {
        answer(out, trace, 200, greeting.getBytes(UTF_8));
      } else if (path.equals("/health")) {
        answer(out, trace, 200, "ok\n".getBytes(UTF_8));
      } else if (path.equals("/echo")) {
        answer(
            out,
            trace,
            200,
            in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))));
      } else if (path.matches("/status/[2-5]\\d\\d")) {
        answer(out, trace, Integer.parseInt(path.substring("/status/".length())), new byte[0]);
      } else if (path.equals("/crash")) {
        Runtime.getRuntime().halt(1);
      } else {
        answer(out, trace, 404, "nothing here\n".getBytes(UTF_8));
      }
    } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
      System.err.println("worker: " + e);
    }
  }

  private static Map<String, String> readHeaders(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection closed within a request head");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  private static void answer(OutputStream out, String trace, int status, byte[] body)
      throws IOException {
    boolean bodiless = status == 204 || status == 304;
    String length = bodiless ? "" : "Content-Length: " + body.length + "\r\n";
    String head =
        "HTTP/1.1 "
            + status
            + " Status\r\n"
            + length
            + "Traceparent: "
            + trace
            + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(US_ASCII));
    out.write(body);
    out.flush();
  }

  private static void upgrade(OutputStream out, String key)
      throws IOException, NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET_GUID).getBytes(US_ASCII));
    String head =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n";
    out.write(head.getBytes(US_ASCII));
    out.flush();
  }

  /** Sends every frame back unmasked, a ping as a pong, and ends after a close frame (RFC 6455). */
  private static void echoFrames(DataInputStream in, DataOutputStream out, String trace)
      throws IOException {
    int opcode;
    do {
      int first = in.readUnsignedByte();
      opcode = first & 0x0F;
      int length = in.readUnsignedByte() & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        throw new IOException("frame of more than 64 KiB");
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      boolean ping = opcode == 0x9;
      boolean asked = opcode == 0x1 && new String(payload, UTF_8).equals("traceparent");
      writeFrame(out, ping ? 0x8A : first, asked ? trace.getBytes(US_ASCII) : payload);
    } while (opcode != 0x8);
  }

  private static void writeFrame(DataOutputStream out, int first, byte[] payload)
      throws IOException {
    out.writeByte(first);
    if (payload.length < 126) {
      out.writeByte(payload.length);
    } else {
      out.writeByte(126);
      out.writeShort(payload.length);
    }
    out.write(payload);
    out.flush();
  }
}
