package dev.blockyard.telemetry.internal.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes requests from this machine: from a loopback address, through no proxy, and to a host
 * name that only this machine can have meant.
 *
 * <p>A proxy that leaves no header, and any process on this machine, looks the same.
 */
final class LocalRequest {
  /** Headers that proxies add, besides those that begin with one of {@link #PROXY_PREFIXES}. */
  private static final Set<String> PROXY_HEADERS =
      Set.of(
          "forwarded",
          "forwarded-for",
          "forwarded-for-ip",
          "via",
          "cdn-loop",
          "cf-connecting-ip",
          "client-ip",
          "fastly-client-ip",
          "fly-client-ip",
          "incap-client-ip",
          "proxy-client-ip",
          "true-client-ip",
          "wl-proxy-client-ip",
          "x-amz-cf-id",
          "x-client-ip",
          "x-cloud-trace-context",
          "x-cluster-client-ip",
          "x-host",
          "x-proxyuser-ip",
          "x-real-ip",
          "x-remote-addr",
          "x-remote-ip",
          "x-varnish");

  private static final Set<String> PROXY_PREFIXES =
      Set.of(
          "x-akamai-",
          "x-amzn-trace-id",
          "x-appengine-",
          "x-arr-",
          "x-azure-",
          "x-envoy-",
          "x-forwarded",
          "x-nginx-",
          "x-original-",
          "x-vercel-");

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** Contains a colon, which no name does. */
  private static final Pattern IPV6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:.]+(%\\w+)?");

  private LocalRequest() {}

  static boolean isLocal(HttpServletRequest request) {
    return isLoopback(request.getRemoteAddr())
        && !isForwarded(request.getHeaderNames())
        && isLocalName(request.getServerName());
  }

  private static boolean isForwarded(Enumeration<String> headerNames) {
    while (headerNames.hasMoreElements()) {
      String name = headerNames.nextElement().toLowerCase(Locale.ROOT);
      if (PROXY_HEADERS.contains(name) || PROXY_PREFIXES.stream().anyMatch(name::startsWith)) {
        return true;
      }
    }
    return false;
  }

  static boolean isLoopback(@Nullable String address) {
    if (address == null || !isAddress(address)) {
      return false;
    }
    try {
      return InetAddress.getByName(address).isLoopbackAddress(); // a literal is never looked up
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Returns whether a name is an address, or has no dot. A page on a name that its owner lets
   * resolve to a loopback address (DNS rebinding) is thus refused, which the {@code Host} header is
   * the only sign of.
   */
  static boolean isLocalName(@Nullable String host) {
    return host != null && !host.isEmpty() && (isAddress(host) || host.indexOf('.') < 0);
  }

  private static boolean isAddress(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches();
  }
}
