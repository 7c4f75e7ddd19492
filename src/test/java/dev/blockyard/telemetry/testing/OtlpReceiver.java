package dev.blockyard.telemetry.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Receives metrics over OTLP/HTTP on a free port of this machine, and shows the module's in the
 * last export that has some as the text that a translation to Prometheus makes of them. Other
 * signals are received and forgotten.
 */
public final class OtlpReceiver implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final HttpServer server;
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Semaphore exports = new Semaphore(0);
  private volatile ExportMetricsServiceRequest last =
      ExportMetricsServiceRequest.getDefaultInstance();

  /** What the module's metrics shall be, as assertions. */
  @FunctionalInterface
  public interface Expectation {
    /** Throws an {@link AssertionError} if they are otherwise. */
    void check(Exposition metrics) throws IOException;
  }

  private volatile @Nullable Throwable failure;

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  /** Starts to receive. */
  public static OtlpReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtlpReceiver receiver = new OtlpReceiver(server);
    server.createContext("/v1/metrics", receiver::receive);
    server.createContext("/", OtlpReceiver::forget);
    server.start();
    return receiver;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (InputStream body = body(exchange)) {
      ExportMetricsServiceRequest export = ExportMetricsServiceRequest.parseFrom(body);
      metrics(export).map(Metric::getName).forEach(names::add);
      if (metrics(export).anyMatch(OtlpReceiver::isOwn)) {
        last = export;
      }
    } catch (Throwable t) {
      failure = t;
    }
    exports.release();
    accept(exchange);
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return compressed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
  }

  private static void forget(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    accept(exchange);
  }

  private static void accept(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Where a server sends all signals: {@code otel.exporter.otlp.endpoint}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where an exporter sends metrics. */
  public String metricsEndpoint() {
    return endpoint() + "/v1/metrics";
  }

  /** The module's metrics in the last export that has some. */
  public List<Metric> metrics() {
    if (failure != null) {
      throw new IllegalStateException("an export could not be read", failure);
    }
    return metrics(last).filter(OtlpReceiver::isOwn).toList();
  }

  private static Stream<Metric> metrics(ExportMetricsServiceRequest export) {
    return export.getResourceMetricsList().stream()
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream());
  }

  private static boolean isOwn(Metric metric) {
    return metric.getName().startsWith("blockyard.");
  }

  /** The names of all metrics that have ever arrived, the module's and others. */
  public Set<String> names() {
    return names;
  }

  /** Waits for so many exports of metrics from now on. */
  public void awaitNextExports(int count) throws InterruptedException {
    exports.drainPermits();
    if (!exports.tryAcquire(count, PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("fewer than " + count + " exports have arrived");
    }
  }

  /** Waits for an export of the module's metrics that is as it shall be. */
  public void awaitMetrics(Expectation expectation) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        expectation.check(Exposition.parse(text()));
        return;
      } catch (AssertionError e) {
        if (!exports.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw e;
        }
      }
    }
  }

  /** The same as Prometheus text. */
  public String text() {
    return metrics().stream().map(OtlpReceiver::text).collect(Collectors.joining());
  }

  private static String text(Metric metric) {
    String name = metric.getName().replace('.', '_');
    return switch (metric.getDataCase()) {
      case GAUGE -> {
        String gauge = metric.getUnit().equals("s") ? name + "_seconds" : name;
        yield family(metric, gauge, "gauge")
            + numbers(gauge, metric.getGauge().getDataPointsList());
      }
      case SUM ->
          family(metric, name + "_total", "counter")
              + numbers(name + "_total", metric.getSum().getDataPointsList());
      case HISTOGRAM ->
          family(metric, name + "_seconds", "histogram")
              + metric.getHistogram().getDataPointsList().stream()
                  .map(point -> histogram(name + "_seconds", point))
                  .collect(Collectors.joining());
      default -> throw new AssertionError("not expected: " + metric);
    };
  }

  private static String family(Metric metric, String name, String type) {
    return "# HELP "
        + name
        + " "
        + metric.getDescription()
        + "\n# TYPE "
        + name
        + " "
        + type
        + "\n";
  }

  private static String numbers(String name, List<NumberDataPoint> points) {
    return points.stream()
        .map(point -> sample(name, labels(point.getAttributesList()), (double) point.getAsInt()))
        .collect(Collectors.joining());
  }

  private static String histogram(String name, HistogramDataPoint point) {
    String labels = labels(point.getAttributesList());
    StringBuilder text = new StringBuilder();
    long cumulative = 0;
    for (int i = 0; i < point.getBucketCountsCount(); i++) {
      cumulative += point.getBucketCounts(i);
      String bound =
          i < point.getExplicitBoundsCount() ? String.valueOf(point.getExplicitBounds(i)) : "+Inf";
      String le = "{le=\"" + bound + "\"" + (labels.isEmpty() ? "}" : "," + labels.substring(1));
      text.append(sample(name + "_bucket", le, (double) cumulative));
    }
    return text.append(sample(name + "_sum", labels, point.getSum()))
        .append(sample(name + "_count", labels, (double) point.getCount()))
        .toString();
  }

  private static String labels(List<KeyValue> attributes) {
    return attributes.isEmpty()
        ? ""
        : attributes.stream()
            .map(each -> each.getKey() + "=\"" + escaped(each.getValue().getStringValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String sample(String name, String labels, double value) {
    return String.format(Locale.ROOT, "%s%s %s%n", name, labels, value);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
