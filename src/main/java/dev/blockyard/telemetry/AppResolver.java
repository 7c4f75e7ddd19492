package dev.blockyard.telemetry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Names the app of a request, where the handler itself does not say it with {@link
 * ProxyRequest#resolved}.
 *
 * <p>Provide one CDI bean of this type; two fail the deployment. It is called by many threads at
 * once. The request filter asks it at most once per request, on the request's thread after the
 * handler has returned, and only where nothing was resolved by then. An empty or null answer means
 * {@link AppLabel#UNKNOWN}; an exception means the same and is logged once. An answer that takes
 * more than a second still counts, but is logged once, too: the request's thread waits for it.
 *
 * <pre>{@code
 * @ApplicationScoped
 * class FirstPathSegment implements AppResolver {
 *   @Inject Apps apps;
 *
 *   @Override
 *   public Optional<String> resolve(HttpServletRequest request) {
 *     return Optional.ofNullable(request.getPathInfo()) // null for a servlet on / or *.html
 *         .flatMap(apps::byPath)
 *         .map(HostedApp::name);
 *   }
 * }
 * }</pre>
 *
 * <p>Answer with names of apps that exist, not with whatever a client wrote into the path: the
 * label is bounded by {@code blockyard.telemetry.apps.max}, and strangers' names would use that up.
 */
@FunctionalInterface
public interface AppResolver {
  /**
   * Returns the name of the app that the request belongs to.
   *
   * @param request a request that matched {@code blockyard.telemetry.proxy.url-patterns}
   * @return the app's name, or empty if it belongs to none
   */
  Optional<String> resolve(HttpServletRequest request);
}
