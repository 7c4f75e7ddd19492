package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request whose {@code traceparent} is the module's span rather than the client's. RESTEasy
 * (WildFly 39) and Jersey (Payara 6) start a span for each JAX-RS request: below the client's if
 * there is one, and only else below the current one. RESTEasy is held by {@code TracesIT} on
 * WildFly; Jersey by no test yet.
 */
public final class JaxRsRequest extends HttpServletRequestWrapper {
  private static final String TRACEPARENT = "traceparent";
  private static final List<String> IMPLEMENTATIONS =
      List.of("org.jboss.resteasy.", "org.glassfish.jersey.servlet.");

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
   * @return whether it has a trace and goes to JAX-RS
   */
  public static boolean isNeededFor(HttpServletRequest request) {
    if (request.getHeader(TRACEPARENT) == null) {
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
    return TRACEPARENT.equalsIgnoreCase(name) ? traceparent : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return TRACEPARENT.equalsIgnoreCase(name)
        ? Collections.enumeration(List.of(traceparent))
        : super.getHeaders(name);
  }
}
