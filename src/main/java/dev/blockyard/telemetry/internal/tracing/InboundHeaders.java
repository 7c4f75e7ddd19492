package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.servers.HeaderList;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The trace context that a client sent. Repeated {@code tracestate} and {@code baggage} headers are
 * combined into one list (RFC 9110, section 5.3), because OpenTelemetry's propagators differ by
 * version in whether they read more than the first.
 */
enum InboundHeaders implements TextMapGetter<HttpServletRequest> {
  INSTANCE;

  /** What every platform must propagate (W3C Baggage, section 3.3.2); more is not read. */
  private static final int MAX_BAGGAGE_BYTES = 8192;

  @Override
  public Iterable<String> keys(HttpServletRequest request) {
    return Collections.list(request.getHeaderNames());
  }

  @Override
  public @Nullable String get(@Nullable HttpServletRequest request, String name) {
    String first = request == null ? null : request.getHeader(name);
    if (request == null || first == null) {
      return null; // most requests have none, and a look-up of all values costs more
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "traceparent" -> single(request.getHeaders(name));
      case "tracestate" -> combined(request.getHeaders(name));
      case "baggage" -> hasOversizedBaggage(request) ? null : combined(request.getHeaders(name));
      default -> first;
    };
  }

  /** Whether the baggage of a request is larger than the module passes on. */
  static boolean hasOversizedBaggage(HttpServletRequest request) {
    if (request.getHeader("baggage") == null) {
      return false;
    }
    Enumeration<String> values = request.getHeaders("baggage");
    long bytes = -1;
    while (values.hasMoreElements()) {
      bytes += values.nextElement().length() + 1L; // containers decode headers byte by byte
    }
    return bytes > MAX_BAGGAGE_BYTES;
  }

  /** Two of them are as invalid as a malformed one. */
  private static @Nullable String single(@Nullable Enumeration<String> values) {
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String first = values.nextElement();
    return values.hasMoreElements() ? null : first;
  }

  private static @Nullable String combined(@Nullable Enumeration<String> values) {
    return values == null || !values.hasMoreElements() ? null : HeaderList.join(values);
  }
}
