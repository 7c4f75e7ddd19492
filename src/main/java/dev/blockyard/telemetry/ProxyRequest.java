package dev.blockyard.telemetry;

import jakarta.servlet.ServletRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the request filter what the handler found out about a request.
 *
 * <pre>{@code
 * HostedApp app = apps.byName(name).orElseThrow(NotFoundException::new);
 * ProxyRequest.resolved(request, app.name());
 * }</pre>
 *
 * @see AppResolver
 */
public final class ProxyRequest {
  /**
   * The request attribute through which an app's name reaches the filter: a {@link Consumer} of it
   * within the filter, the name itself before that. For the module's own use.
   */
  public static final String ATTRIBUTE = "dev.blockyard.telemetry.request";

  private ProxyRequest() {}

  /**
   * Names the app that the request belongs to: the label {@code app} of {@code
   * blockyard_proxy_requests_total}, and {@code blockyard.app} of the request's span. The last name
   * before the request is counted is used. Call it on the thread that handles the request, or
   * between {@code startAsync} and {@code complete}. It has no effect on requests outside of the
   * filter's patterns, and on those that have ended.
   *
   * @param request the request as the handler got it, wrapped or not
   * @param app the app's name; null or blank leaves the name as it is
   */
  @SuppressWarnings("unchecked") // nobody else sets the attribute
  public static void resolved(ServletRequest request, @Nullable String app) {
    if (app == null || app.isBlank()) {
      return;
    }
    try {
      if (request.getAttribute(ATTRIBUTE) instanceof Consumer<?> observation) {
        ((Consumer<String>) observation).accept(app);
      } else {
        request.setAttribute(ATTRIBUTE, app);
      }
    } catch (RuntimeException e) {
      // The request has ended meanwhile, for instance by a time-out. Tomcat then throws an
      // IllegalStateException, Open Liberty a NullPointerException.
    }
  }
}
