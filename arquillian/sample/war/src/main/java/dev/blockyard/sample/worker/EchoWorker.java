package dev.blockyard.sample.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves one app over HTTP and WebSocket: its greeting, its health, an echo, the head of the
 * request as it arrived, and on request an answer of any status or a crash. Every answer has the
 * {@code traceparent} of its request; over WebSocket, the message {@code traceparent} is answered
 * with it.
 *
 * <p>The bundle's {@code app.properties} decide the rest: {@code greeting}; {@code header.{name}},
 * a header of the greeting, so that an app can answer HTML; and {@code start}, which is {@code
 * fails} for an app that ends at once, and {@code hangs} for one that never becomes healthy.
 *
 * <p>It prints its port on standard output and ends when its standard input does, so that it never
 * outlives the platform. Errors go to {@code stderr.log} in the current folder. It refuses a
 * request for another worker, whose port it may have inherited. It needs nothing but the classes of
 * this package, which the platform copies.
 */
public final class EchoWorker {
  private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final String id;
  private final Properties app;
  private final SpanReport spans;

  private EchoWorker(String id, Properties app) {
    this.id = id;
    this.app = app;
    this.spans = SpanReport.of(System.getenv(), id);
  }

  /**
   * Runs until standard input ends.
   *
   * @param args the worker's id; the current folder is that of the restored bundle
   * @throws IOException if the app's properties cannot be read, or no port can be bound
   */
  public static void main(String[] args) throws IOException {
    daemon(EchoWorker::endWithParent);
    System.setErr(new PrintStream(new FileOutputStream("stderr.log", true), true));
    Properties app = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("app.properties"))) {
      app.load(reader);
    }
    String start = app.getProperty("start", "works");
    if (start.equals("fails")) {
      throw new IOException("the app does not start");
    }
    if (start.equals("hangs")) {
      LockSupport.park();
    }
    EchoWorker worker = new EchoWorker(args[0], app);
    try (ServerSocket server =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      System.out.print(server.getLocalPort() + "\n");
      System.out.flush();
      while (true) {
        Socket socket = server.accept();
        daemon(() -> worker.serve(socket));
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

  private void serve(Socket connection) {
    Instant start = Instant.now();
    String method;
    String path;
    String trace;
    int status;
    Instant end;
    try (Socket socket = connection;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      String request = readLine(in);
      method = request.split(" ", 2)[0];
      path = request.split(" ", 3)[1].split("\\?", 2)[0];
      Map<String, String> headers = readHeaders(in);
      trace = headers.getOrDefault("traceparent", "none");
      status = serve(request, path, headers, in, out, trace);
      end = Instant.now();
    } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
      System.err.println("worker: " + e);
      return;
    }
    spans.answered(trace, method, path, status, start, end);
  }

  /** Answers a request and returns the status. */
  private int serve(
      String request,
      String path,
      Map<String, String> headers,
      InputStream in,
      OutputStream out,
      String trace)
      throws IOException, NoSuchAlgorithmException {
    String key = headers.get("sec-websocket-key");
    if (!headers.getOrDefault("blockyard-worker", "").equals(id)) {
      return answer(out, trace, 421, "another worker is meant\n");
    } else if (path.equals("/ws") && key != null) {
      upgrade(out, key);
      echoFrames(new DataInputStream(in), new DataOutputStream(out), trace);
      return 101;
    } else if (path.equals("/") || path.isEmpty()) {
      return greet(out, trace);
    } else if (path.equals("/health")) {
      return answer(out, trace, 200, "ok\n");
    } else if (path.equals("/head")) {
      return answer(out, trace, 200, request + "\n" + lines(headers));
    } else if (path.equals("/echo")) {
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return answer(out, trace, 200, new String(in.readNBytes(length), ISO_8859_1));
    } else if (path.matches("/status/[2-5]\\d\\d")) {
      return answer(out, trace, Integer.parseInt(path.substring("/status/".length())), "");
    } else if (path.equals("/crash")) {
      Runtime.getRuntime().halt(1);
    }
    return answer(out, trace, 404, "nothing here\n");
  }

  private int greet(OutputStream out, String trace) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "text/plain; charset=utf-8");
    for (String name : app.stringPropertyNames()) {
      if (name.startsWith("header.")) {
        headers.put(name.substring("header.".length()), app.getProperty(name));
      }
    }
    String greeting = app.getProperty("greeting", "hello") + "\n";
    return answer(out, trace, 200, headers, greeting.getBytes(UTF_8));
  }

  private static String lines(Map<String, String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return lines.toString();
  }

  private static Map<String, String> readHeaders(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim(),
          (one, more) -> one + ", " + more);
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

  private int answer(OutputStream out, String trace, int status, String text) throws IOException {
    Map<String, String> type = Map.of("Content-Type", "text/plain; charset=utf-8");
    return answer(out, trace, status, type, text.getBytes(ISO_8859_1));
  }

  private int answer(
      OutputStream out, String trace, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    boolean bodiless = status == 204 || status == 304;
    String head =
        "HTTP/1.1 "
            + status
            + " Status\r\n"
            + (bodiless ? "" : "Content-Length: " + body.length + "\r\n")
            + lines(headers).replace("\n", "\r\n")
            + "Traceparent: "
            + trace
            + "\r\nBlockyard-Worker: "
            + id
            + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
    return status;
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
