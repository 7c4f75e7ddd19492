package dev.blockyard.telemetry.internal.tracing;

import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * Carries the trace context to the threads of MicroProfile Context Propagation, whose
 * implementations load this class as a service. Where there is none, nobody does.
 */
public final class MicroProfileThreadContext implements ThreadContextProvider {
  /** Made by the server. */
  public MicroProfileThreadContext() {}

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return snapshot(GlobalTracing.captured());
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return snapshot(GlobalTracing.cleared());
  }

  private static ThreadContextSnapshot snapshot(Supplier<RequestSpan.Current> context) {
    return () -> context.get()::close;
  }

  @Override
  public String getThreadContextType() {
    return JakartaThreadContext.TYPE;
  }
}
