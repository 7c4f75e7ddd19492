package dev.blockyard.telemetry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Does nothing, at the priority of the module's interceptor. */
@Interceptor
@Empty
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class EmptyInterceptor {
  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    return context.proceed();
  }
}
