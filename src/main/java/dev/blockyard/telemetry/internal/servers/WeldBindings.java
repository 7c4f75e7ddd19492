package dev.blockyard.telemetry.internal.servers;

import jakarta.interceptor.InvocationContext;
import java.util.Set;

/**
 * The bindings of a call as Weld (5.1, 6.0) knows them, including those that an extension or an
 * {@code InterceptionFactory} has added and no class declares. Jakarta Interceptors 2.1 has no
 * method for that; Weld keeps them in the call's data. Held by {@code AddedBindingsTest}.
 */
public final class WeldBindings {
  private static final String KEY = "org.jboss.weld.interceptor.bindings";

  private WeldBindings() {}

  /**
   * Returns the bindings.
   *
   * @param call an intercepted one
   * @return annotations; none with another CDI container
   */
  public static Set<?> of(InvocationContext call) {
    return call.getContextData().get(KEY) instanceof Set<?> bindings ? bindings : Set.of();
  }
}
