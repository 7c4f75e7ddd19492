package dev.blockyard.telemetry.internal.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of OpenTelemetry's semantic conventions for HTTP server spans. They are read when
 * a request comes in, since a container may reuse the request object before the span ends.
 *
 * @param method a known method, or {@code _OTHER}
 * @param originalMethod the method as sent, where it is not a known one
 * @param route the servlet's pattern with the context path; null where no servlet of the
 *     application is mapped
 * @param path without path parameters
 * @param query with credentials redacted
 * @param origin what the client addressed
 * @param peer who is connected
 * @param reference whether the older attributes of the reference are added
 */
record HttpAttributes(
    String method,
    @Nullable String originalMethod,
    @Nullable String route,
    @Nullable String path,
    @Nullable String query,
    HttpOrigin origin,
    HttpPeer peer,
    boolean reference) {
  private static final AttributeKey<String> METHOD = stringKey("http.request.method");
  private static final AttributeKey<String> ORIGINAL_METHOD =
      stringKey("http.request.method_original");
  private static final AttributeKey<String> ROUTE = stringKey("http.route");
  private static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
  private static final AttributeKey<String> PATH = stringKey("url.path");
  private static final AttributeKey<String> QUERY = stringKey("url.query");
  private static final AttributeKey<String> REFERENCE_METHOD = stringKey("http.method");
  private static final AttributeKey<Long> REFERENCE_STATUS = longKey("http.status_code");
  private static final String OTHER = "_OTHER";

  /** A span that has started, or is about to. */
  @FunctionalInterface
  interface Attributed {
    <T> Object set(AttributeKey<T> key, T value);
  }

  static HttpAttributes of(HttpServletRequest request, HttpSpanOptions options) {
    String sent = request.getMethod();
    boolean known = options.knownMethods().contains(sent);
    return new HttpAttributes(
        known ? sent : OTHER,
        known ? null : sent,
        HttpRoute.of(request),
        HttpUrl.withoutParameters(request.getRequestURI()),
        HttpUrl.redacted(request.getQueryString()),
        HttpOrigin.of(request, options.forwardedHeaders()),
        HttpPeer.of(request),
        options.referenceAttributes());
  }

  String spanName() {
    String name = method.equals(OTHER) ? "HTTP" : method;
    return route == null ? name : name + ' ' + route;
  }

  /** Sets attributes before the span starts, so samplers can see them. */
  SpanBuilder describe(SpanBuilder span) {
    describe(span::setAttribute);
    return span;
  }

  /**
   * Completes a span that the server started, and replaces what could be a secret, have a high
   * cardinality, or come from a proxy that is not believed.
   *
   * @param unmapped the route where no servlet is mapped: the server may have set the path, and an
   *     attribute cannot be removed
   */
  void describe(Span span, String unmapped) {
    span.updateName(spanName());
    describe(span::setAttribute);
    if (route == null) {
      span.setAttribute(ROUTE, unmapped);
    }
  }

  private void describe(Attributed span) {
    span.set(METHOD, method);
    set(span, ORIGINAL_METHOD, originalMethod);
    set(span, ROUTE, route);
    set(span, PATH, path);
    set(span, QUERY, query);
    origin.describe(span);
    peer.describe(span);
    if (reference) {
      span.set(REFERENCE_METHOD, method);
    }
  }

  void answered(Span span, int status) {
    span.setAttribute(STATUS, (long) status);
    if (reference) {
      span.setAttribute(REFERENCE_STATUS, (long) status);
    }
  }

  static void set(Attributed span, AttributeKey<String> key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      span.set(key, value);
    }
  }

  /** Containers enclose some or all IPv6 addresses in brackets, the conventions none. */
  static void setAddress(Attributed span, AttributeKey<String> key, @Nullable String address) {
    if (address != null && address.startsWith("[") && address.endsWith("]")) {
      set(span, key, address.substring(1, address.length() - 1));
    } else {
      set(span, key, address);
    }
  }
}
