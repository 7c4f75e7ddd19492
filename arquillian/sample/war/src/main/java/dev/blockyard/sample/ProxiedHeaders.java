package dev.blockyard.sample;

import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which headers pass between clients and apps. Those of one connection end here (RFC 9110, section
 * 7.6.1). An app, which is code of a stranger, gets no credentials of the platform, and may neither
 * speak for the platform's whole origin nor set a cookie outside of its own path.
 */
final class ProxiedHeaders {
  /** Names the worker that is meant, and in an answer the one that gave it. */
  static final String WORKER = "Blockyard-Worker";

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> NOT_FOR_APPS = Set.of("authorization", "cookie");

  /**
   * In requests, how a proxy describes the client's; in answers, orders to a proxy, such as one to
   * send a file of its own.
   */
  private static final Set<String> BETWEEN_PROXIES =
      Set.of(
          "client-cert",
          "client-ip",
          "forwarded",
          "forwarded-for",
          "forwarded-for-ip",
          "front-end-https",
          "max-forwards",
          "proxy",
          "surrogate-capability",
          "surrogate-control",
          "true-client-ip",
          "via",
          "x-client-ip",
          "x-cloud-trace-context",
          "x-cluster-client-ip",
          "x-host",
          "x-proxyuser-ip",
          "x-real-ip",
          "x-request-start",
          "x-rewrite-url",
          "x-scheme",
          "x-varnish",
          WORKER.toLowerCase(Locale.ROOT));

  private static final List<String> BETWEEN_PROXIES_PREFIXES =
      List.of(
          "akamai-",
          "ali-cdn-",
          "cdn-",
          "cf-",
          "fastly-",
          "fly-",
          "incap-",
          "proxy-",
          "remote-",
          "ssl-",
          "tailscale-",
          "wl-proxy-",
          "x-accel-",
          "x-akamai-",
          "x-amz-cf-",
          "x-amzn-",
          "x-appengine-",
          "x-arr-",
          "x-auth-request-",
          "x-azure-",
          "x-client-cert",
          "x-client-dn",
          "x-envoy-",
          "x-forwarded",
          "x-goog-",
          "x-lighttpd-",
          "x-litespeed-",
          "x-ms-client-principal",
          "x-ms-token-",
          "x-nf-",
          "x-nginx-",
          "x-original-",
          "x-remote-",
          "x-reproxy-",
          "x-sendfile",
          "x-ssl-",
          "x-sucuri-",
          "x-vercel-",
          "x-webauth-");

  private static final Set<String> NOT_FROM_APPS =
      Set.of(
          "accept-ch",
          "alt-svc",
          "attribution-reporting-register-source",
          "attribution-reporting-register-trigger",
          "authorization",
          "clear-site-data",
          "content-length",
          "critical-ch",
          "expect-ct",
          "nel",
          "origin-agent-cluster",
          "public-key-pins",
          "report-to",
          "reporting-endpoints",
          "sec-session-registration",
          "secure-session-registration",
          "service-worker-allowed",
          "set-cookie",
          "set-cookie2",
          "set-login",
          "shared-storage-write",
          "strict-transport-security",
          "use-as-dictionary",
          "www-authenticate",
          "x-content-type-options");

  /** Beyond 8 KiB in all, some servers answer 500 in the app's place. */
  private static final int MAX_CHARACTERS_FROM_APPS = 6 << 10;

  private final String path;
  private final boolean ownHost;
  private final String sessionCookie;

  /**
   * Makes the rules for one request.
   *
   * @param ownHost whether the request asks for the app's own host name, where every cookie is the
   *     app's; under the platform's names an app gets no cookie and sets none
   */
  ProxiedHeaders(HttpServletRequest request, String app, boolean ownHost) {
    this.path = request.getContextPath() + "/app/" + app;
    this.ownHost = ownHost;
    // A context without sessions has no configuration of their cookie, either.
    @Nullable SessionCookieConfig configured = request.getServletContext().getSessionCookieConfig();
    @Nullable String name = configured == null ? null : configured.getName();
    this.sessionCookie = name == null ? "JSESSIONID" : name;
  }

  /** Adds to a request to a worker what it may know of the client's. */
  void toWorker(HttpServletRequest request, HttpRequest.Builder copy) {
    Set<String> hopByHop = hopByHop(Collections.list(request.getHeaders("Connection")));
    for (String name : Collections.list(request.getHeaderNames())) {
      String key = key(name);
      if (passes(key, hopByHop) && !NOT_FOR_APPS.contains(key)) {
        Collections.list(request.getHeaders(name)).forEach(value -> copy.header(name, value));
      }
    }
    String cookies = cookies(Collections.list(request.getHeaders("Cookie")));
    if (ownHost && !cookies.isEmpty()) {
      copy.header("Cookie", cookies);
    }
    copy.header("X-Forwarded-For", request.getRemoteAddr());
    copy.header("X-Forwarded-Host", request.getHeader("Host"));
    copy.header("X-Forwarded-Prefix", path);
    copy.header("X-Forwarded-Proto", request.getScheme());
  }

  /**
   * Adds to an answer what the client may know of the worker's.
   *
   * @return false, and nothing is added, if that is too much
   */
  boolean toClient(HttpResponse<?> answer, HttpServletResponse response) {
    HttpHeaders headers = answer.headers();
    Set<String> hopByHop = hopByHop(headers.allValues("Connection"));
    List<Map.Entry<String, String>> passed = new ArrayList<>();
    headers
        .map()
        .forEach(
            (name, values) -> {
              String key = key(name);
              if (passes(key, hopByHop) && !NOT_FROM_APPS.contains(key)) {
                values.forEach(value -> passed.add(Map.entry(name, value)));
              }
            });
    if (ownHost) {
      headers.allValues("Set-Cookie").stream()
          .map(this::withinApp)
          .filter(Objects::nonNull)
          .forEach(cookie -> passed.add(Map.entry("Set-Cookie", cookie)));
    }
    int characters = 0;
    for (Map.Entry<String, String> header : passed) {
      characters += header.getKey().length() + ": ".length() + header.getValue().length() + 2;
    }
    if (characters > MAX_CHARACTERS_FROM_APPS) {
      return false;
    }
    passed.forEach(header -> response.addHeader(header.getKey(), header.getValue()));
    @Nullable String type = response.getContentType();
    if ((type == null || type.isBlank()) && hasContent(answer.statusCode())) {
      response.setContentType("application/octet-stream");
    }
    return true;
  }

  /** A cache would take the type of a 304 for that of the page that it has. */
  private static boolean hasContent(int status) {
    return status != HttpServletResponse.SC_NO_CONTENT
        && status != HttpServletResponse.SC_NOT_MODIFIED;
  }

  /** Leaves out the platform's session, which a cookie of a parent domain may have brought. */
  private String cookies(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Stream.of(header.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty() && !isOfPlatform(cookie))
        .collect(Collectors.joining("; "));
  }

  /** Returns the cookie with an explicit path, or null if it reaches beyond the app. */
  private @Nullable String withinApp(String cookie) {
    String[] parts = cookie.split(";", -1);
    String scope = path + "/";
    StringBuilder scoped = new StringBuilder(parts[0]);
    for (String attribute : Arrays.asList(parts).subList(1, parts.length)) {
      String value = attribute.substring(attribute.indexOf('=') + 1).strip();
      switch (nameOf(attribute).toLowerCase(Locale.ROOT)) {
        case "domain" -> {
          return null;
        }
        case "path" -> {
          if (!value.equals(path) && !value.startsWith(path + "/")) {
            return null;
          }
          scope = value;
        }
        default -> scoped.append(';').append(attribute);
      }
    }
    return isOfPlatform(cookie) ? null : scoped + "; Path=" + scope;
  }

  /** A browser sends {@code =JSESSIONID=1}, which has no name, as {@code JSESSIONID=1}. */
  private boolean isOfPlatform(String cookie) {
    String name = nameOf(cookie);
    return name.isEmpty() || name.equals(sessionCookie);
  }

  private static String nameOf(String cookieOrAttribute) {
    return cookieOrAttribute.split("[=;]", 2)[0].strip();
  }

  private static boolean passes(String key, Set<String> hopByHop) {
    return !hopByHop.contains(key)
        && !BETWEEN_PROXIES.contains(key)
        && BETWEEN_PROXIES_PREFIXES.stream().noneMatch(key::startsWith);
  }

  private static Set<String> hopByHop(Collection<String> connection) {
    Set<String> names = new HashSet<>(HOP_BY_HOP);
    connection.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(name -> key(name.strip()))
        .forEach(names::add);
    return names;
  }

  /** Some programs take an underscore for a hyphen, so that is no way around a rule here. */
  private static String key(String header) {
    return header.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
