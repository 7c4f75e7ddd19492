package dev.blockyard.telemetry.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.Spans;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the trace of a request go on in the worker that serves it: W3C {@code traceparent} and
 * {@code baggage}.
 *
 * <pre>{@code
 * HttpRequest.Builder request = HttpRequest.newBuilder(worker.uri());
 * … // copy what the client sent
 * http.send(WorkerTracing.inject(request).build(), BodyHandlers.ofInputStream());
 * }</pre>
 *
 * <p>Where nothing is traced, nothing is added.
 */
public final class WorkerTracing {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String SERVICE_NAME = "OTEL_SERVICE_NAME";
  private static final String RESOURCE_ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

  private WorkerTracing() {}

  /**
   * Adds the trace context of the calling thread to a request to a worker. It replaces what the
   * client sent, so call it after copying headers.
   *
   * @param request is being built
   * @return the same
   */
  public static HttpRequest.Builder inject(HttpRequest.Builder request) {
    headers().forEach(request::setHeader);
    return request;
  }

  /**
   * Returns the trace context of the calling thread, for the upgrade request of a WebSocket for
   * instance.
   *
   * @return names and values of headers; empty where nothing is traced
   */
  public static Map<String, String> headers() {
    Spans spans = GlobalTracing.get();
    if (spans == null) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    spans.inject(headers::put);
    return headers;
  }

  /**
   * Returns the environment of a worker process. If the user lets workers export ({@code
   * OTEL_EXPORTER_OTLP_ENDPOINT}), it says who they are: {@code OTEL_SERVICE_NAME} is the app, and
   * {@code OTEL_RESOURCE_ATTRIBUTES} has {@code blockyard.app} and {@code blockyard.worker_id}.
   * What the user has set, of these attributes too, stays as it is.
   *
   * @param app the app that the worker serves
   * @param workerId its worker
   * @param userEnv what the user sets for workers
   * @return a new map with all of it
   */
  public static Map<String, String> environment(
      String app, String workerId, Map<String, String> userEnv) {
    Map<String, String> environment = new HashMap<>(userEnv);
    if (environment.getOrDefault(ENDPOINT, "").isBlank()) {
      return environment;
    }
    environment.putIfAbsent(SERVICE_NAME, app);
    String attributes = environment.getOrDefault(RESOURCE_ATTRIBUTES, "").strip();
    attributes = with(attributes, "blockyard.app", app);
    environment.put(RESOURCE_ATTRIBUTES, with(attributes, "blockyard.worker_id", workerId));
    return environment;
  }

  private static String with(String attributes, String key, String value) {
    Set<String> keys =
        Arrays.stream(attributes.split(",", -1))
            .map(attribute -> attribute.split("=", 2)[0].strip())
            .collect(Collectors.toSet());
    if (keys.contains(key)) {
      return attributes;
    }
    return (attributes.isEmpty() ? "" : attributes + ',') + key + '=' + escaped(value);
  }

  /** The variable's format separates by commas and equals signs, and escapes by percent signs. */
  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : value.getBytes(UTF_8)) {
      boolean plain =
          b > ' ' && b < 0x7F && b != ',' && b != ';' && b != '=' && b != '%' && b != '"'
              && b != '\\';
      escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
    }
    return escaped.toString();
  }
}
