package dev.blockyard.telemetry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** One counter that it holds. */
@Interceptor
@HeldCounter
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class HeldCounterInterceptor {
  private final Runnable counter = Backend.deployed().heldCounter();

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    Object result = context.proceed();
    counter.run();
    return result;
  }
}
