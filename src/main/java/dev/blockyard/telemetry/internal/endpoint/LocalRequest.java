package dev.blockyard.telemetry.internal.endpoint;

import dev.blockyard.telemetry.internal.servers.TomcatForwarding;
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
  /**
   * Headers that proxies add, besides those that begin with one of {@link #PROXY_PREFIXES}. One of
   * them is enough: a proxy may be told to leave out those that name the client.
   */
  private static final Set<String> PROXY_HEADERS =
      Set.of(
          "client-ip",
          "forwarded",
          "forwarded-for",
          "forwarded-for-ip",
          "front-end-https",
          "max-forwards",
          "proxy-client-ip",
          "surrogate-capability",
          "true-client-ip",
          "via",
          "x-client-ip",
          "x-cloud-trace-context",
          "x-cluster-client-ip",
          "x-host",
          "x-proxyuser-ip",
          "x-real-ip",
          "x-request-start",
          "x-scheme",
          "x-varnish");

  /** Content delivery networks and clouds have names of their own. */
  private static final Set<String> PROXY_PREFIXES =
      Set.of(
          "akamai-",
          "ali-cdn-",
          "cdn-",
          "cf-",
          "fastly-",
          "fly-",
          "incap-",
          "wl-proxy-",
          "x-akamai-",
          "x-amz-cf-",
          "x-amzn-",
          "x-appengine-",
          "x-arr-",
          "x-azure-",
          "x-envoy-",
          "x-forwarded",
          "x-goog-",
          "x-nf-",
          "x-nginx-",
          "x-original-",
          "x-remote-",
          "x-sucuri-",
          "x-vercel-");

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** Contains a colon, which no name does. */
  private static final Pattern IPV6 = Pattern.compile("(?=[^:]*:)[0-9a-fA-F:.]+(%\\w+)?");

  private LocalRequest() {}

  static boolean isLocal(HttpServletRequest request) {
    return isLoopback(request.getRemoteAddr())
        && !isForwarded(request.getHeaderNames())
        && !TomcatForwarding.mayHaveBeenHidden(request)
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
