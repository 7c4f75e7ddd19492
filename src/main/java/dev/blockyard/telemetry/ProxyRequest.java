package dev.blockyard.telemetry;

import dev.blockyard.telemetry.internal.servlet.RequestApp;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the request filter what the handler found out about a request.
 *
 * <pre>{@code
 * App app = apps.byName(name).orElseThrow(NotFoundException::new);
 * ProxyRequest.resolved(request, app.name());
 * }</pre>
 *
 * @see AppResolver
 */
public final class ProxyRequest {
  private ProxyRequest() {}

  /**
   * Names the app that the request belongs to: the label {@code app} of {@code
   * blockyard_proxy_requests_total}. The last call before the request is counted wins. Call it on
   * the thread that handles the request, or between {@code startAsync} and {@code complete}; where
   * no filter matches the request, it has no effect.
   *
   * @param request the request as the handler got it, wrapped or not
   * @param app the app's name; null or blank resolves nothing
   */
  public static void resolved(ServletRequest request, @Nullable String app) {
    RequestApp.resolve(request, app);
  }
}
