package dev.blockyard.telemetry.tracing;

import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.Spans;
import dev.blockyard.telemetry.internal.tracing.WorkerEnvironment;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Continues the trace of a request in the worker that serves it, through the W3C headers {@code
 * traceparent}, {@code tracestate} and {@code baggage}.
 *
 * <pre>{@code
 * HttpRequest.Builder request = HttpRequest.newBuilder(worker.uri());
 * … // copy the client's headers
 * http.send(WorkerTracing.inject(request).build(), BodyHandlers.ofInputStream());
 * }</pre>
 *
 * <p>Adds nothing where tracing is off. Thread-safe.
 */
public final class WorkerTracing {
  private static final List<String> FIELDS = List.of("traceparent", "tracestate", "baggage");

  private WorkerTracing() {}

  /**
   * Adds the trace context of the calling thread to a request to a worker. It replaces the trace
   * context that was copied from the client, so call it after copying headers. A copied {@code
   * traceparent}, {@code tracestate} or {@code baggage} that is not part of the current context is
   * set to the empty string, since a builder cannot remove a header.
   *
   * @param request the request being built
   * @return the same builder
   */
  public static HttpRequest.Builder inject(HttpRequest.Builder request) {
    Spans spans = GlobalTracing.get();
    if (spans == null) {
      return request;
    }
    Map<String, String> current = current(spans);
    for (String field : FIELDS) {
      String value = current.get(field);
      if (value != null) {
        request.setHeader(field, value);
      } else if (hasHeader(request, field)) {
        request.setHeader(field, "");
      }
    }
    current.forEach(request::setHeader);
    return request;
  }

  private static boolean hasHeader(HttpRequest.Builder request, String name) {
    try {
      return request.copy().build().headers().firstValue(name).isPresent();
    } catch (IllegalStateException withoutUri) {
      return true; // unknown, so it must be overwritten
    }
  }

  /**
   * Returns the trace context of the calling thread. Use it where no header was copied from the
   * client: with a builder that only adds headers, a copied {@code traceparent} would be sent next
   * to this one. {@link #headers(Map)} is for that case.
   *
   * @return header names and values; empty where tracing is off
   */
  public static Map<String, String> headers() {
    Spans spans = GlobalTracing.get();
    return spans == null ? Map.of() : current(spans);
  }

  /**
   * Returns a client's headers with their trace context replaced by that of the calling thread.
   * Each header of the trace context occurs at most once in the result, so all of it can be added
   * to a builder that has no other headers:
   *
   * <pre>{@code
   * WorkerTracing.headers(clientHeaders)
   *     .forEach((name, values) -> values.forEach(value -> webSocketBuilder.header(name, value)));
   * }</pre>
   *
   * @param clientHeaders header names and their values; not changed; of two names that differ in
   *     case alone, the last one counts
   * @return a new map, whose keys ignore case; the client's own headers where tracing is off
   * @throws NullPointerException if a name or a value is null
   */
  public static Map<String, List<String>> headers(
      Map<String, ? extends Collection<String>> clientHeaders) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    clientHeaders.forEach((name, values) -> headers.put(name, List.copyOf(values)));
    Spans spans = GlobalTracing.get();
    if (spans != null) {
      FIELDS.forEach(headers::remove);
      current(spans).forEach((name, value) -> headers.put(name, List.of(value)));
    }
    return headers;
  }

  private static Map<String, String> current(Spans spans) {
    Map<String, String> headers = new LinkedHashMap<>();
    spans.inject(headers::put);
    return headers;
  }

  /**
   * Returns the environment variables to set for a worker process. Where workers export ({@code
   * OTEL_EXPORTER_OTLP_ENDPOINT} is set in {@code userEnv} or, as a child process inherits it, in
   * the environment of this process), {@code OTEL_SERVICE_NAME} is the app, and {@code
   * OTEL_RESOURCE_ATTRIBUTES} contains {@code blockyard.app} and {@code blockyard.worker_id}. What
   * {@code userEnv} sets wins, single resource attributes included. Resource attributes of this
   * process are kept, except its own identity: {@code service.name}, {@code service.version} and
   * {@code service.instance.id}.
   *
   * <p>{@code ProcessBuilder.environment()} starts as a copy of this process's environment: clear
   * it before adding these, or the worker inherits every secret in it.
   *
   * @param app the app that the worker serves
   * @param workerId the worker's ID
   * @param userEnv the variables that the user sets for workers; not changed
   * @return a new map with all of them
   */
  public static Map<String, String> environment(
      String app, String workerId, Map<String, String> userEnv) {
    return WorkerEnvironment.of(app, workerId, userEnv, System.getenv());
  }
}
