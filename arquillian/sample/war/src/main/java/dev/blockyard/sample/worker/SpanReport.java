package dev.blockyard.sample.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends the worker's own spans to the collector that its environment names, where that takes OTLP
 * as JSON. A real app would use an OpenTelemetry SDK, which reads the same variables.
 */
final class SpanReport {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final String SAMPLED = "01";
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private static final String SPAN =
      """
      {"resourceSpans":[{"resource":{"attributes":[\
      {"key":"service.name","value":{"stringValue":"%s"}},\
      {"key":"blockyard.worker_id","value":{"stringValue":"%s"}}]},\
      "scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%016x","parentSpanId":"%s",\
      "name":"%s","kind":2,"startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[\
      {"key":"url.path","value":{"stringValue":"%s"}},\
      {"key":"http.response.status_code","value":{"intValue":"%d"}}]}]}]}]}""";

  private final @Nullable URI collector;
  private final String service;
  private final String workerId;

  private SpanReport(@Nullable URI collector, String service, String workerId) {
    this.collector = collector;
    this.service = service;
    this.workerId = workerId;
  }

  /** Reads the variables of OpenTelemetry; sends nothing without a collector that takes JSON. */
  static SpanReport of(Map<String, String> environment, String workerId) {
    String endpoint = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
    boolean json = environment.getOrDefault("OTEL_EXPORTER_OTLP_PROTOCOL", "").equals("http/json");
    return new SpanReport(
        json && !endpoint.isEmpty() ? URI.create(endpoint + "/v1/traces") : null,
        environment.getOrDefault("OTEL_SERVICE_NAME", "unknown_service"),
        workerId);
  }

  /** Reports an answer, unless its request belongs to no sampled trace. */
  void answered(
      String traceparent, String method, String path, int status, Instant start, Instant end) {
    Matcher parent = TRACEPARENT.matcher(traceparent);
    if (collector == null || !parent.matches() || !parent.group(3).equals(SAMPLED)) {
      return;
    }
    String span =
        SPAN.formatted(
            json(service),
            json(workerId),
            parent.group(1),
            ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
            parent.group(2),
            json(method),
            nanos(start),
            nanos(end),
            json(path),
            status);
    try {
      send(collector, span.getBytes(UTF_8));
    } catch (IOException e) {
      System.err.println("worker: no span was sent: " + e);
    }
  }

  private static void send(URI collector, byte[] spans) throws IOException {
    HttpURLConnection post = (HttpURLConnection) collector.toURL().openConnection();
    post.setRequestMethod("POST");
    post.setRequestProperty("Content-Type", "application/json");
    post.setConnectTimeout(PATIENCE_MILLIS);
    post.setReadTimeout(PATIENCE_MILLIS);
    post.setDoOutput(true);
    try (OutputStream out = post.getOutputStream()) {
      out.write(spans);
    }
    if (post.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("the collector answered with " + post.getResponseCode());
    }
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  private static String json(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                escaped.append(
                    c < ' ' || c == '"' || c == '\\'
                        ? "\\u%04x".formatted(c)
                        : String.valueOf((char) c)));
    return escaped.toString();
  }
}
