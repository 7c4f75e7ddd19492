package dev.blockyard.telemetry.internal.tracing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What proxies tell about the client: {@code Forwarded} (RFC 7239), else the {@code X-Forwarded-*}
 * headers. The first entry of each list was added by the proxy closest to the client.
 */
final class ForwardedHeaders {
  private ForwardedHeaders() {}

  static HttpOrigin apply(HttpServletRequest request, HttpOrigin connected) {
    String forwarded = first(request.getHeader("Forwarded"));
    String client = parameter(forwarded, "for");
    String proto = parameter(forwarded, "proto");
    String host = parameter(forwarded, "host");
    client = client == null ? first(request.getHeader("X-Forwarded-For")) : client;
    proto = proto == null ? first(request.getHeader("X-Forwarded-Proto")) : proto;
    host = host == null ? first(request.getHeader("X-Forwarded-Host")) : host;
    String address = client == null ? null : withoutPort(client);
    String scheme = proto == null ? connected.scheme() : proto.toLowerCase(Locale.ROOT);
    return new HttpOrigin(
        scheme,
        host == null ? connected.host() : withoutPort(host),
        host == null && proto == null
            ? connected.port()
            : port(
                host == null ? request.getHeader("Host") : host,
                request.getHeader("X-Forwarded-Port"),
                scheme),
        address == null || isHidden(address) ? connected.client() : address);
  }

  private static @Nullable String first(@Nullable String list) {
    if (list == null) {
      return null;
    }
    int comma = list.indexOf(',');
    String first = (comma < 0 ? list : list.substring(0, comma)).strip();
    return first.isEmpty() ? null : first;
  }

  private static @Nullable String parameter(@Nullable String element, String name) {
    if (element == null) {
      return null;
    }
    for (String pair : element.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = pair.substring(equals + 1).strip().replace("\"", "");
        return value.isEmpty() ? null : value;
      }
    }
    return null;
  }

  /** Whether a proxy does not know the client's address, or does not tell (RFC 7239, section 6). */
  private static boolean isHidden(String client) {
    return client.equalsIgnoreCase("unknown") || client.startsWith("_");
  }

  /** Removes the port, and the brackets of an IPv6 address. */
  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 || colon != host.lastIndexOf(':') ? host : host.substring(0, colon);
  }

  private static int port(@Nullable String host, @Nullable String header, @Nullable String scheme) {
    String port = first(header);
    if (port == null && host != null) {
      int colon = host.lastIndexOf(':');
      port = colon > host.lastIndexOf(']') ? host.substring(colon + 1) : null;
    }
    if (port != null && port.matches("\\d{1,5}")) {
      return Integer.parseInt(port);
    }
    return "https".equals(scheme) ? 443 : 80;
  }
}
