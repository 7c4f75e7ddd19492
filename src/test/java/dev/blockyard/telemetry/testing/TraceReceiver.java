package dev.blockyard.telemetry.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Receives spans over OTLP, HTTP and gRPC alike, on free ports of this machine. Other signals are
 * received and forgotten.
 */
public final class TraceReceiver implements AutoCloseable {
  /** An exporter that misses an answer sends nothing for half a minute, its own time-out. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private static final String HTTP = "/v1/traces";
  private static final String GRPC = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final byte[] EMPTY_GRPC_MESSAGE = new byte[5];

  private final Server server = new Server();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<Resource> resources = new CopyOnWriteArrayList<>();
  private final Semaphore exports = new Semaphore(0);
  private final CountDownLatch held = new CountDownLatch(1);
  private final Conduct conduct;
  private volatile @Nullable Throwable failure;

  /** How exports are answered. */
  public enum Conduct {
    /** They are taken. */
    TAKES,
    /** They are refused. */
    REFUSES,
    /** Nothing is answered before the end. */
    HOLDS
  }

  private TraceReceiver(Conduct conduct) {
    this.conduct = conduct;
  }

  /** Starts to receive. */
  public static TraceReceiver start() {
    return start(Conduct.TAKES);
  }

  /** Starts to receive and to answer in some way. */
  public static TraceReceiver start(Conduct conduct) {
    TraceReceiver receiver = new TraceReceiver(conduct);
    HttpConfiguration http = new HttpConfiguration();
    receiver.listen(new HTTP2CServerConnectionFactory(http));
    receiver.listen(new HttpConnectionFactory(http));
    receiver.server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            receiver.receive(request, response, callback);
            return true;
          }
        });
    try {
      receiver.server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return receiver;
  }

  private void listen(ConnectionFactory protocol) {
    ServerConnector connector = new ServerConnector(server, 1, 1, protocol);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
  }

  private void receive(Request request, Response response, Callback callback) throws Exception {
    byte[] body;
    try (InputStream in = Content.Source.asInputStream(request)) {
      body = in.readAllBytes();
    }
    boolean grpc = !request.getHttpURI().getPath().startsWith("/v1/");
    if (conduct == Conduct.HOLDS && !held.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      failure = new IllegalStateException("held for too long");
    }
    if (conduct == Conduct.TAKES) {
      try {
        take(request, body);
      } catch (Throwable t) {
        failure = t;
      }
    }
    exports.release();
    boolean refused = conduct != Conduct.TAKES;
    if (grpc) {
      response.getHeaders().put("content-type", "application/grpc");
      HttpFields trailers =
          HttpFields.from(new HttpField("grpc-status", refused ? "3" : "0")); // invalid: no retry
      response.setTrailersSupplier(() -> trailers);
      response.write(true, ByteBuffer.wrap(refused ? new byte[0] : EMPTY_GRPC_MESSAGE), callback);
    } else {
      response.setStatus(refused ? 400 : 200);
      response.getHeaders().put("content-type", "application/x-protobuf");
      response.write(true, ByteBuffer.allocate(0), callback);
    }
  }

  private void take(Request request, byte[] body) throws IOException {
    switch (request.getHttpURI().getPath()) {
      case HTTP -> {
        boolean zipped = "gzip".equals(request.getHeaders().get("content-encoding"));
        take(zipped ? unzipped(body) : body);
      }
      case GRPC -> {
        byte[] message = new byte[body.length - EMPTY_GRPC_MESSAGE.length];
        System.arraycopy(body, EMPTY_GRPC_MESSAGE.length, message, 0, message.length);
        take(body[0] == 1 ? unzipped(message) : message);
      }
      default -> {
        // metrics or logs
      }
    }
  }

  private static byte[] unzipped(byte[] body) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  private void take(byte[] message) throws InvalidProtocolBufferException {
    for (ResourceSpans resource :
        ExportTraceServiceRequest.parseFrom(message).getResourceSpansList()) {
      resources.add(resource.getResource());
      resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
    }
  }

  /** Where spans are sent over gRPC, as {@code host:port}. */
  public String endpoint() {
    return address(0);
  }

  /** Where spans are sent over HTTP: {@code otel.exporter.otlp.endpoint}. */
  public String httpEndpoint() {
    return "http://" + address(1);
  }

  private String address(int connector) {
    return "127.0.0.1:" + ((ServerConnector) server.getConnectors()[connector]).getLocalPort();
  }

  /** All spans that have arrived. */
  public List<Span> spans() {
    if (failure != null) {
      throw new IllegalStateException("an export could not be read", failure);
    }
    return List.copyOf(spans);
  }

  /** What was said of those who sent them. */
  public List<Resource> resources() {
    return List.copyOf(resources);
  }

  /** All traces, each as an indented tree, sorted. */
  public String trees() {
    return TraceTree.text(spans());
  }

  /** The tree of one trace. */
  public String tree(String traceId) {
    return TraceTree.text(of(traceId));
  }

  /** The spans of one trace. */
  public List<Span> of(String traceId) {
    return spans().stream()
        .filter(span -> TraceTree.hex(span.getTraceId()).equals(traceId))
        .toList();
  }

  /** Waits until something holds; what it says then, if it never does, is thrown. */
  public void await(Runnable expectation) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        expectation.run();
        return;
      } catch (AssertionError e) {
        if (!exports.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw e;
        }
      }
    }
  }

  /** Waits for an export, whatever is made of it. */
  public void awaitExport() throws InterruptedException {
    if (!exports.tryAcquire(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("no export has arrived");
    }
  }

  /** Forgets what has arrived. */
  public void clear() {
    spans.clear();
    resources.clear();
  }

  /** Answers what is held. */
  public void letGo() {
    held.countDown();
  }

  @Override
  public void close() {
    letGo();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last spans, for a message. */
  @Override
  public String toString() {
    return new ArrayList<>(spans).toString();
  }
}
