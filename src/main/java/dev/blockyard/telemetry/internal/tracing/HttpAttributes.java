package dev.blockyard.telemetry.internal.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a span says about its request, taken when the request comes in: a container may use the
 * request's object for another one before the span ends.
 *
 * @param method one that is known, or {@code _OTHER}
 * @param route the pattern of the servlet; null where there is none but the container's
 * @param path what the client asked for, never part of a name
 * @param scheme of the URL
 * @param reference whether the attributes of the reference are added
 */
record HttpAttributes(
    String method, @Nullable String route, String path, String scheme, boolean reference) {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> REFERENCE_METHOD =
      AttributeKey.stringKey("http.method");
  private static final AttributeKey<Long> REFERENCE_STATUS =
      AttributeKey.longKey("http.status_code");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  static HttpAttributes of(HttpServletRequest request, boolean reference) {
    String method = request.getMethod();
    return new HttpAttributes(
        METHODS.contains(method) ? method : "_OTHER",
        route(request.getHttpServletMapping()),
        request.getRequestURI(),
        request.getScheme(),
        reference);
  }

  private static @Nullable String route(@Nullable HttpServletMapping mapping) {
    if (mapping == null || mapping.getMappingMatch() == null) {
      return null;
    }
    boolean container = mapping.getMappingMatch() == MappingMatch.DEFAULT;
    return container ? null : mapping.getPattern().isEmpty() ? "/" : mapping.getPattern();
  }

  String spanName() {
    return route == null ? method : method + ' ' + route;
  }

  /** Says it before the span starts, for those who decide then whether it is kept. */
  SpanBuilder describe(SpanBuilder span) {
    span.setAttribute(METHOD, method).setAttribute(PATH, path).setAttribute(SCHEME, scheme);
    if (route != null) {
      span.setAttribute(ROUTE, route);
    }
    if (reference) {
      span.setAttribute(REFERENCE_METHOD, method);
    }
    return span;
  }

  /** Says it of a span that another one has started, and knows most of it. */
  void describe(Span span) {
    span.updateName(spanName()); // a server may take a path for a route
    if (route != null) {
      span.setAttribute(ROUTE, route);
    }
    if (reference) {
      span.setAttribute(REFERENCE_METHOD, method);
    }
  }

  void answered(Span span, int status) {
    span.setAttribute(STATUS, (long) status);
    if (reference) {
      span.setAttribute(REFERENCE_STATUS, (long) status);
    }
  }
}
