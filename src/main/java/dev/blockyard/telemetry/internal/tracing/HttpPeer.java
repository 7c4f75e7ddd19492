package dev.blockyard.telemetry.internal.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The other end of the connection, which may be a proxy. */
record HttpPeer(
    @Nullable String address, int port, @Nullable String version, @Nullable String userAgent) {
  private static final AttributeKey<String> ADDRESS = stringKey("network.peer.address");
  private static final AttributeKey<Long> PORT = longKey("network.peer.port");
  private static final AttributeKey<String> VERSION = stringKey("network.protocol.version");
  private static final AttributeKey<String> USER_AGENT = stringKey("user_agent.original");

  static HttpPeer of(HttpServletRequest request) {
    return new HttpPeer(
        request.getRemoteAddr(),
        request.getRemotePort(),
        version(request.getProtocol()),
        request.getHeader("User-Agent"));
  }

  /** HTTP/2 and HTTP/3 have no minor version. */
  private static @Nullable String version(@Nullable String protocol) {
    if (protocol == null || !protocol.startsWith("HTTP/")) {
      return null;
    }
    String version = protocol.substring("HTTP/".length());
    return version.equals("2.0") || version.equals("3.0") ? version.substring(0, 1) : version;
  }

  void describe(HttpAttributes.Attributed span) {
    HttpAttributes.setAddress(span, ADDRESS, address);
    if (address != null && port > 0) {
      span.set(PORT, (long) port);
    }
    HttpAttributes.set(span, VERSION, version);
    HttpAttributes.set(span, USER_AGENT, userAgent);
  }
}
