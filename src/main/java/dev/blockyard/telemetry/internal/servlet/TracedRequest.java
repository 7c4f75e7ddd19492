package dev.blockyard.telemetry.internal.servlet;

import dev.blockyard.telemetry.internal.tracing.RequestSpan;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose trace context is the module's span rather than what the client sent. RESTEasy on
 * WildFly starts a span for each JAX-RS request, below the current one, or else below the header:
 * with this it is below the current one always.
 */
final class TracedRequest extends HttpServletRequestWrapper {
  private static final String TRACEPARENT = "traceparent";
  private static final String RESTEASY = "org.jboss.resteasy.";

  private final String traceparent;

  private TracedRequest(HttpServletRequest request, String traceparent) {
    super(request);
    this.traceparent = traceparent;
  }

  /** Whether an application has requests that need it. */
  static boolean isNeededIn(ServletContext application) {
    return application.getServletRegistrations().values().stream()
        .anyMatch(TracedRequest::isOfResteasy);
  }

  /** Wraps the request if it is one that needs it; all others stay as the container made them. */
  static HttpServletRequest of(HttpServletRequest request, RequestSpan span) {
    if (request.getHeader(TRACEPARENT) == null || !isForResteasy(request)) {
      return request;
    }
    String own = span.traceparent();
    return own == null ? request : new TracedRequest(request, own);
  }

  private static boolean isForResteasy(HttpServletRequest request) {
    ServletRegistration servlet =
        request
            .getServletContext()
            .getServletRegistration(request.getHttpServletMapping().getServletName());
    return servlet != null && isOfResteasy(servlet);
  }

  private static boolean isOfResteasy(ServletRegistration servlet) {
    String type = servlet.getClassName();
    return type != null && type.startsWith(RESTEASY);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return TRACEPARENT.equalsIgnoreCase(name) ? traceparent : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return TRACEPARENT.equalsIgnoreCase(name)
        ? Collections.enumeration(Collections.singleton(traceparent))
        : super.getHeaders(name);
  }
}
