package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jetty (12.0, 12.1) destroys a request before it handles its error, and once more after an error
 * page, if there is one. What its client got is known when Jetty has completed the request, which
 * it tells a listener of its own API. Held by {@code SynchronousLifeCycleTest}, and by {@code
 * RequestsIT} on Jetty.
 */
public final class JettyCompletion {
  private static final String PACKAGES = "org.eclipse.jetty.";
  private static final String API = "org.eclipse.jetty.server.Request";

  /** The methods of the last request's class; in practice, all requests have the same. */
  private static volatile @Nullable Methods known;

  private record Methods(Class<?> type, Method behind, Method listen) {}

  private JettyCompletion() {}

  /**
   * Waits for the completion of a request.
   *
   * @param request that of the filter
   * @param completed called once, when the response can no longer change
   * @return false on another server, where it is never called
   */
  public static boolean await(ServletRequest request, Runnable completed) {
    if (!isOfJetty(request)) {
      return false;
    }
    ServletRequest own = unwrapped(request);
    Class<?> type = own.getClass();
    try {
      Methods methods = known;
      if (methods == null || methods.type != type) {
        methods = methods(type, own);
        known = methods;
      }
      Consumer<@Nullable Throwable> listener = failure -> completed.run();
      methods.listen.invoke(null, methods.behind.invoke(own), listener);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static boolean isOfJetty(ServletRequest request) {
    return unwrapped(request).getClass().getName().startsWith(PACKAGES);
  }

  /** An earlier filter may have wrapped it. */
  private static ServletRequest unwrapped(ServletRequest request) {
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper wrapper) {
      own = wrapper.getRequest();
    }
    return own;
  }

  private static Methods methods(Class<?> type, ServletRequest request)
      throws ReflectiveOperationException {
    Method behind = type.getMethod("getRequest");
    Class<?> api = api(behind.invoke(request).getClass());
    return new Methods(type, behind, api.getMethod("addCompletionListener", api, Consumer.class));
  }

  /**
   * Returns whether Jetty will answer 500: where less is written than the length that the response
   * announces. Once all of it is written, the response is committed.
   *
   * @param request whose handler has returned
   * @param response the one to it
   * @return false on another server
   */
  public static boolean refuses(HttpServletRequest request, HttpServletResponse response) {
    return isOfJetty(request)
        && !response.isCommitted()
        && response.containsHeader("Content-Length")
        && !"0".equals(response.getHeader("Content-Length"))
        && !request.getMethod().equals("HEAD");
  }

  /** Found by its name: an application cannot load the classes of the server. */
  private static Class<?> api(Class<?> request) throws ClassNotFoundException {
    for (Class<?> type = request; type != null; type = type.getSuperclass()) {
      for (Class<?> implemented : type.getInterfaces()) {
        if (implemented.getName().equals(API)) {
          return implemented;
        }
      }
    }
    throw new ClassNotFoundException(API);
  }
}
