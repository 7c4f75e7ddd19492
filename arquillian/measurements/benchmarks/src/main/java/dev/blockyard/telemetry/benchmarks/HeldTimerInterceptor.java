package dev.blockyard.telemetry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.Timer;
import org.jspecify.annotations.Nullable;

/** Two clock reads and one update of a timer that it holds: the very one that the module has. */
@Interceptor
@HeldTimer
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class HeldTimerInterceptor {
  private final Timer timer = Registry.get().getTimer(new MetricID("blockyard_cold_start_seconds"));

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    long start = System.nanoTime();
    Object result = context.proceed();
    timer.update(Duration.ofNanos(System.nanoTime() - start));
    return result;
  }
}
