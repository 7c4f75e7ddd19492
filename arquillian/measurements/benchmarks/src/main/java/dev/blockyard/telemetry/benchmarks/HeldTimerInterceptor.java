package dev.blockyard.telemetry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Two clock reads and one update of a timer that it holds. */
@Interceptor
@HeldTimer
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class HeldTimerInterceptor {
  private final LongConsumer timer = Backend.deployed().heldTimer();

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    long start = System.nanoTime();
    Object result = context.proceed();
    timer.accept(System.nanoTime() - start);
    return result;
  }
}
