package dev.blockyard.sample;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a browser can be tricked into sending, and tells browsers what they may do with the
 * answer. It is no authentication: whoever can connect may use the control API.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class Guard implements Filter {
  private static final int MISDIRECTED_REQUEST = 421;

  /** A segment of one or two dots, encoded or with path parameters, and a hidden separator. */
  private static final Pattern AMBIGUOUS_PATH =
      Pattern.compile("/(?:\\.|%2e){1,2}(?:[/;]|$)|%2f|%5c|\\\\|%00", Pattern.CASE_INSENSITIVE);

  private static final String PAGE_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Without allow-same-origin: the document's origin is opaque, whatever its address. */
  private static final String FOREIGN_APP_POLICY = "sandbox allow-forms allow-scripts";

  private static final String OWN_APP_POLICY =
      "sandbox allow-downloads allow-forms allow-modals allow-popups allow-same-origin"
          + " allow-scripts";

  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

  private static final Set<String> PARTS_OF_A_PAGE =
      Set.of("script", "serviceworker", "sharedworker", "style", "worker");

  @Inject Hosts hosts;
  @Inject AuditLog audit;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    protect(http, answer);
    Refusal refusal = refusal(http);
    boolean options = http.getMethod().equals("OPTIONS") && !isApp(http);
    if (options || http.getMethod().equals("TRACE")) {
      answer.setHeader("Allow", isPage(http) ? "GET, HEAD, OPTIONS" : METHODS);
    }
    if (refusal == null && options) {
      answer.setStatus(HttpServletResponse.SC_NO_CONTENT); // servlets would add TRACE
    } else if (refusal == null) {
      chain.doFilter(request, response);
    } else {
      audit.record(AuditLog.caller(http), AuditLog.refused(http, refusal.reason()));
      answer.setStatus(refusal.status());
      answer.setContentType("text/plain;charset=utf-8");
      answer.getWriter().println(refusal.reason());
    }
  }

  private void protect(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (isApp(request)) {
      boolean own = hosts.isOwnHost(AppPath.of(request).app(), request);
      response.setHeader("Content-Security-Policy", own ? OWN_APP_POLICY : FOREIGN_APP_POLICY);
    } else {
      response.setHeader("Content-Security-Policy", PAGE_POLICY);
      response.setHeader("X-Frame-Options", "DENY");
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
  }

  private @Nullable Refusal refusal(HttpServletRequest request) {
    if (request.getMethod().equals("TRACE")) {
      return new Refusal(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "TRACE is not supported");
    }
    if (AMBIGUOUS_PATH.matcher(request.getRequestURI()).find()) {
      return new Refusal(
          HttpServletResponse.SC_BAD_REQUEST, "The path has dot segments or encoded separators");
    }
    boolean app = isApp(request);
    if (!hosts.isPlatform(request)
        && !(app && hosts.isOwnHost(AppPath.of(request).app(), request))) {
      return new Refusal(
          MISDIRECTED_REQUEST,
          "This is not served under the host name of the request; the platform's names are set by"
              + " sample.hosts");
    }
    if (app && isPartOfThePage(request)) {
      return new Refusal(
          HttpServletResponse.SC_FORBIDDEN, "An app is no part of the platform's page");
    }
    boolean foreign =
        app
            ? isWebSocket(request) && !Hosts.isOwnOrigin(request)
            : isControl(request) && (!Hosts.isOwnOrigin(request) || isOfAnotherSite(request));
    return foreign
        ? new Refusal(HttpServletResponse.SC_FORBIDDEN, "Not allowed from a page of another origin")
        : null;
  }

  private static boolean isApp(HttpServletRequest request) {
    return isBelow("/app", request);
  }

  private static boolean isControl(HttpServletRequest request) {
    return isBelow("/api", request);
  }

  private static boolean isPage(HttpServletRequest request) {
    return !isApp(request) && !isControl(request);
  }

  private static boolean isBelow(String folder, HttpServletRequest request) {
    String path = request.getServletPath();
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  private static boolean isWebSocket(HttpServletRequest request) {
    return request.getHeader("Upgrade") != null
        || request.getHeader("Sec-WebSocket-Version") != null;
  }

  /** A script, say, which would run with the page's rights. */
  private boolean isPartOfThePage(HttpServletRequest request) {
    return hosts.isPlatform(request)
        && "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
        && PARTS_OF_A_PAGE.contains(String.valueOf(request.getHeader("Sec-Fetch-Dest")));
  }

  /** Browsers send the header to addresses that they deem trustworthy, this machine's included. */
  private static boolean isOfAnotherSite(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Sec-Fetch-Site")).stream()
        .anyMatch(site -> !site.equals("same-origin") && !site.equals("none"));
  }

  private record Refusal(int status, String reason) {}
}
