package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.internal.servers.ContainerClasses;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/** The value of {@code http.route}: the pattern of the servlet, below the context path. */
final class HttpRoute {
  private HttpRoute() {}

  /** Returns null where no servlet of the application is mapped. */
  static @Nullable String of(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping == null || mapping.getMappingMatch() == null) {
      return null;
    }
    if (mapping.getMappingMatch() == MappingMatch.DEFAULT) {
      return isOfApplication(request, mapping) ? unmapped(request) : null;
    }
    String context = context(request);
    String pattern = mapping.getPattern();
    return pattern.startsWith("/") || (context.isEmpty() && !pattern.isEmpty())
        ? context + pattern
        : context + '/' + pattern;
  }

  /** Returns the route of all requests to the application that have no other. */
  static String unmapped(HttpServletRequest request) {
    return context(request) + "/*";
  }

  private static String context(HttpServletRequest request) {
    String context = request.getContextPath();
    return context == null ? "" : context;
  }

  private static boolean isOfApplication(HttpServletRequest request, HttpServletMapping mapping) {
    String name = mapping.getServletName();
    ServletContext application = request.getServletContext();
    ServletRegistration servlet =
        name == null || application == null ? null : application.getServletRegistration(name);
    return servlet != null && !ContainerClasses.isOne(servlet);
  }
}
