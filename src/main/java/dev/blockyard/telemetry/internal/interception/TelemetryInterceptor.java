package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.TelemetryBinding;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Runs around every method that has one or more of the module's bindings. It is the outermost
 * interceptor, so it records the outcome that the caller sees: after the commit of a transaction,
 * after all retries, and with the stage that an asynchronous call really returns.
 *
 * <p>Serializable, because an intercepted bean may be passivated.
 */
@Interceptor
@TelemetryBinding
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class TelemetryInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Warnings WARNINGS = new Warnings();

  @Inject
  @SuppressWarnings("serial") // the container injects a client proxy, which is serializable
  private Operations operations;

  /**
   * The bean's methods that were called so far: few, and found here without a look-up. Racing
   * threads may lose one another's, which are then looked up again.
   */
  private transient @Nullable Called called;

  private record Called(Operation operation, @Nullable Called before) {}

  @AroundInvoke
  @Nullable Object aroundInvoke(InvocationContext context) throws Exception {
    Method method = context.getMethod();
    for (Called one = called; one != null; one = one.before) {
      if (one.operation.isOf(method)) {
        return one.operation.around(context);
      }
    }
    Operation operation = find(context, method);
    return operation == null ? context.proceed() : operation.around(context);
  }

  /** A timer's method is a call like any other. */
  @AroundTimeout
  @Nullable Object aroundTimeout(InvocationContext context) throws Exception {
    return aroundInvoke(context);
  }

  private @Nullable Operation find(InvocationContext context, Method method) {
    try {
      Operation operation = operations.unwrapped().of(context);
      if (operation.isOf(method)) { // else it is a copy, and the next call's is another
        called = new Called(operation, called);
      }
      return operation;
    } catch (Throwable t) { // the application is being stopped, for instance
      WARNINGS.once(Message.BYT0012, t, "the annotation on " + Operation.nameOf(method), t);
      return null;
    }
  }
}
