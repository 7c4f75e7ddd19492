package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request whose trace context is the module's rather than the client's. RESTEasy (WildFly 39) and
 * Jersey (Payara 6) start a span for each JAX-RS request, in the context that they read from the
 * headers on top of the current one. That one has what counts of the client's context; so the
 * headers must not bring back what the module has left out.
 *
 * <p>RESTEasy is held by {@code TracesIT} on WildFly; Jersey by no test yet.
 */
public final class JaxRsRequest extends HttpServletRequestWrapper {
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final String BAGGAGE = "baggage";
  private static final List<String> IMPLEMENTATIONS =
      List.of("org.jboss.resteasy.", "org.glassfish.jersey.servlet.");

  /** The lengths of the first two fields of {@code traceparent}, the latter with its hyphens. */
  private static final int VERSION = "00".length();

  private static final int TRACE_ID = 1 + 32 + 1;

  private final String traceparent;

  /**
   * Wraps a request.
   *
   * @param request one that {@link #isNeededFor} accepts
   * @param traceparent the module's span
   */
  public JaxRsRequest(HttpServletRequest request, String traceparent) {
    super(request);
    this.traceparent = traceparent;
  }

  /**
   * Returns whether an application has such requests.
   *
   * @param application asked once, at its start
   * @return whether a servlet of it is one of these implementations
   */
  public static boolean isNeededIn(ServletContext application) {
    return application.getServletRegistrations().values().stream()
        .anyMatch(JaxRsRequest::isImplementation);
  }

  /**
   * Returns whether a request is one of them. All others stay as the container made them.
   *
   * @param request of such an application
   * @return whether it has a trace context and goes to JAX-RS
   */
  public static boolean isNeededFor(HttpServletRequest request) {
    if (request.getHeader(TRACEPARENT) == null
        && request.getHeader(TRACESTATE) == null
        && request.getHeader(BAGGAGE) == null) {
      return false;
    }
    ServletRegistration servlet =
        request
            .getServletContext()
            .getServletRegistration(request.getHttpServletMapping().getServletName());
    return servlet != null && isImplementation(servlet);
  }

  private static boolean isImplementation(ServletRegistration servlet) {
    String type = servlet.getClassName();
    return type != null && IMPLEMENTATIONS.stream().anyMatch(type::startsWith);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case TRACEPARENT -> super.getHeader(TRACEPARENT) == null ? null : traceparent;
      case TRACESTATE -> traceState();
      case BAGGAGE -> null;
      default -> super.getHeader(name);
    };
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case TRACEPARENT, TRACESTATE, BAGGAGE -> {
        String value = getHeader(name);
        yield value == null
            ? Collections.emptyEnumeration()
            : Collections.enumeration(List.of(value));
      }
      default -> super.getHeaders(name);
    };
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream()
            .filter(
                name ->
                    !BAGGAGE.equalsIgnoreCase(name)
                        && !(TRACESTATE.equalsIgnoreCase(name) && traceState() == null))
            .toList());
  }

  /** One list of all members; null unless the module's span belongs to the client's trace. */
  private @Nullable String traceState() {
    List<String> parents = Collections.list(super.getHeaders(TRACEPARENT));
    Enumeration<String> states = super.getHeaders(TRACESTATE);
    boolean followed =
        parents.size() == 1
            && parents.get(0).regionMatches(VERSION, traceparent, VERSION, TRACE_ID);
    return followed && states.hasMoreElements() ? HeaderList.join(states) : null;
  }
}
