package dev.blockyard.telemetry.internal.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The client and what it addressed; of a proxied request, as the proxy saw it if that is believed.
 */
record HttpOrigin(
    @Nullable String scheme, @Nullable String host, int port, @Nullable String client) {
  private static final AttributeKey<String> SCHEME = stringKey("url.scheme");
  private static final AttributeKey<String> ADDRESS = stringKey("server.address");
  private static final AttributeKey<Long> PORT = longKey("server.port");
  private static final AttributeKey<String> CLIENT = stringKey("client.address");

  static HttpOrigin of(HttpServletRequest request, boolean forwardedHeaders) {
    HttpOrigin connected =
        new HttpOrigin(
            request.getScheme(),
            request.getServerName(),
            request.getServerPort(),
            request.getRemoteAddr());
    return forwardedHeaders ? ForwardedHeaders.apply(request, connected) : connected;
  }

  void describe(HttpAttributes.Attributed span) {
    HttpAttributes.set(span, SCHEME, scheme);
    HttpAttributes.setAddress(span, ADDRESS, host);
    if (host != null && port > 0) {
      span.set(PORT, (long) port);
    }
    HttpAttributes.setAddress(span, CLIENT, client);
  }
}
