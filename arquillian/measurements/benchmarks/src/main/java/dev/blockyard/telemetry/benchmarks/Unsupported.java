package dev.blockyard.telemetry.benchmarks;

import java.lang.reflect.Proxy;

/** The methods of an interface of the Servlet API that no benchmark needs. */
final class Unsupported {
  private Unsupported() {}

  /** Returns an object whose methods throw. */
  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.toString());
            }));
  }
}
