package dev.blockyard.telemetry.benchmarks;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricID;
import org.jspecify.annotations.Nullable;

/** One counter that it holds: the very one that the module has. */
@Interceptor
@HeldCounter
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class HeldCounterInterceptor {
  private final Counter counter =
      Registry.get().getCounter(new MetricID("blockyard_bundles_uploaded_total"));

  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    Object result = context.proceed();
    counter.inc();
    return result;
  }
}
