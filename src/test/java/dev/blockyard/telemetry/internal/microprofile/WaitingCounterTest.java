package dev.blockyard.telemetry.internal.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TestRegistry;
import org.eclipse.microprofile.metrics.Counter;
import org.junit.jupiter.api.Test;

class WaitingCounterTest {
  /** A thread may have read the waiting counter just before the other was registered. */
  @Test
  void registeredCounterGetsEventsFromBeforeAndAfter() {
    try (TestRegistry registry = new TestRegistry()) {
      Counter registered = registry.registry().counter("registered");
      WaitingCounter waiting = new WaitingCounter();
      waiting.inc();
      waiting.inc();
      assertThat(waiting.getCount()).isEqualTo(2);
      assertThat(registered.getCount()).isZero();

      waiting.passOnTo(registered);
      assertThat(registered.getCount()).isEqualTo(2);

      waiting.inc();
      assertThat(registered.getCount()).isEqualTo(3);
      assertThat(waiting.getCount()).isEqualTo(3);
    }
  }
}
