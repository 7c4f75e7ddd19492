package dev.blockyard.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The host names that requests may ask for. The platform answers under a fixed set of names, and
 * each app under a name of its own, {@code {app}.{domain}}, which makes it an origin of its own in
 * a browser. A request for any other name may come from a page whose name was pointed at this
 * machine (DNS rebinding).
 */
@ApplicationScoped
class Hosts {
  @Inject
  @ConfigProperty(name = "sample.hosts", defaultValue = "localhost,127.0.0.1,[::1]")
  Set<String> platform;

  @Inject
  @ConfigProperty(name = "sample.apps-domain", defaultValue = "localhost")
  String domain;

  /** Whether the request asks for the platform itself. */
  boolean isPlatform(HttpServletRequest request) {
    return platform.stream().anyMatch(withoutPort(authority(request))::equalsIgnoreCase);
  }

  /**
   * Whether the request asks for the app under the app's own name. A name of the platform is no
   * app's, even if an app is called so that the two are the same.
   */
  boolean isOwnHost(String app, HttpServletRequest request) {
    return !isPlatform(request)
        && withoutPort(authority(request)).equals((app + "." + domain).toLowerCase(Locale.ROOT));
  }

  /** Returns the address of an app on its own origin, as the client of this request reaches it. */
  String addressOf(String app, HttpServletRequest request) {
    String authority = authority(request);
    String port = authority.substring(withoutPort(authority).length());
    String own = app + "." + domain + port;
    return request.getScheme() + "://" + own + request.getContextPath() + "/app/" + app + "/";
  }

  /**
   * Whether a request has no {@code Origin}, as outside of browsers, or that of its own host. No
   * browser sends two of them.
   */
  static boolean isOwnOrigin(HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    String own = authority(request);
    return origins.isEmpty() || (origins.size() == 1 && withoutScheme(origins.get(0)).equals(own));
  }

  private static String withoutScheme(String origin) {
    return origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
  }

  private static String authority(HttpServletRequest request) {
    @Nullable String host = request.getHeader("Host");
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  private static String withoutPort(String authority) {
    return authority.replaceFirst(":\\d*$", "");
  }
}
