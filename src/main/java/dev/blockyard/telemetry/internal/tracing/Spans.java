package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.StopReason;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the module's spans. No type of OpenTelemetry is in its signatures: a server that lacks the
 * API must still deploy the jar. Where nothing is traced, there is no such object.
 *
 * <p>Thread-safe. Nothing here throws: what is traced goes on untraced.
 */
public interface Spans {

  /**
   * Starts the spans of an annotated call below the current one, and makes the innermost current on
   * this thread.
   *
   * @param names one for each span, the outermost first
   * @param app the app as the call's parameter says it; null to take the caller's
   * @param reason why a worker is stopped, where the call is about that
   * @return the spans, to be ended and left
   */
  CallSpan call(List<String> names, @Nullable String app, @Nullable StopReason reason);

  /**
   * Starts the span of a request, below what the client sent, or below the SERVER span of
   * OpenTelemetry's Java agent.
   *
   * @param request the request
   * @param start when it came in; null for now
   * @return the span, not yet current
   */
  RequestSpan request(HttpServletRequest request, @Nullable Instant start);

  /**
   * Takes the span of a request that the server has made and that is current; starts one where
   * there is none.
   *
   * @param request the request
   * @return the span
   */
  RequestSpan requestOfServer(HttpServletRequest request);

  /**
   * Forgets what an earlier request has left on this thread: a server that does not end its span
   * would take the next request on the thread for a part of that one.
   *
   * @return forgets what this request will have left
   */
  RequestSpan.Current fresh();

  /**
   * Captures the context of this thread, for a task that another thread runs.
   *
   * @return makes it current there, until what that returns is closed
   */
  Supplier<RequestSpan.Current> captured();

  /**
   * Returns the context of a task that belongs to no trace.
   *
   * @return makes it current, until what that returns is closed
   */
  Supplier<RequestSpan.Current> cleared();

  /**
   * Writes the current trace context and baggage.
   *
   * @param headers takes names and values
   */
  void inject(BiConsumer<String, String> headers);

  /**
   * Returns where spans go, for people to read.
   *
   * @return the endpoint without credentials, or what stands for it
   */
  String destination();
}
