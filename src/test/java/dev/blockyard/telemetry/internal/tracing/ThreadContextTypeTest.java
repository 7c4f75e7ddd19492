package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The name by which a configuration of executors refers to the trace context. */
class ThreadContextTypeTest {
  @Test
  void typeIsTheSameForBothApis() {
    assertThat(new JakartaThreadContext().getThreadContextType()).isEqualTo("blockyard.trace");
    assertThat(new MicroProfileThreadContext().getThreadContextType()).isEqualTo("blockyard.trace");
  }
}
