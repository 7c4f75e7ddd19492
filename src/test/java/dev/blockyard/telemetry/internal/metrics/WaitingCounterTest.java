package dev.blockyard.telemetry.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingCounterTest {
  /** A thread may have taken it just before the counter was registered. */
  @Test
  void theRegisteredCounterGetsWhatWasCountedBeforeAndAfter() {
    CountingInstruments registry = new CountingInstruments();
    WaitingCounter waiting = new WaitingCounter();
    waiting.increment();
    waiting.increment();
    assertThat(registry.counted).hasValue(0);

    waiting.passOnTo(registry.counter(BlockyardMetric.PROXY_REQUESTS, "shop", "2xx"));
    assertThat(registry.counted).hasValue(2);

    waiting.increment();
    assertThat(registry.counted).hasValue(3);
  }
}
