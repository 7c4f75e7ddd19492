package dev.blockyard.telemetry.internal.microprofile;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Real registries that let a test look on. */
final class Registries {
  private Registries() {}

  /** Sees a call before the registry does; may throw instead. */
  @FunctionalInterface
  interface Call {
    void seen(Method method, Object... arguments) throws Exception;
  }

  static MetricRegistry intercepted(MetricRegistry registry, Call call) {
    return (MetricRegistry)
        Proxy.newProxyInstance(
            Registries.class.getClassLoader(),
            new Class<?>[] {MetricRegistry.class},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              call.seen(method, given);
              try {
                return method.invoke(registry, given);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
