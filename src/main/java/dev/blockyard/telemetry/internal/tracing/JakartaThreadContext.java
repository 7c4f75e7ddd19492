package dev.blockyard.telemetry.internal.tracing;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Carries the trace context to the threads of Jakarta Concurrency, whose implementations load this
 * class as a service. Where there is none, nobody does.
 */
public final class JakartaThreadContext implements ThreadContextProvider {
  /** As users name it where they configure which contexts are carried. */
  static final String TYPE = "blockyard.trace";

  /** Made by the server. */
  public JakartaThreadContext() {}

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
    return TYPE;
  }
}
