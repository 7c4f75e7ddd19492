package dev.blockyard.telemetry.internal.servers;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
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
    ServletRequest own = request;
    while (own instanceof ServletRequestWrapper wrapper) { // an earlier filter's
      own = wrapper.getRequest();
    }
    Class<?> type = own.getClass();
    if (!type.getName().startsWith(PACKAGES)) {
      return false;
    }
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

  private static Methods methods(Class<?> type, ServletRequest request)
      throws ReflectiveOperationException {
    Method behind = type.getMethod("getRequest");
    Class<?> api = api(behind.invoke(request).getClass());
    return new Methods(type, behind, api.getMethod("addCompletionListener", api, Consumer.class));
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
