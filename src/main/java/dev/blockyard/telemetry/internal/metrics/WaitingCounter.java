package dev.blockyard.telemetry.internal.metrics;

import dev.blockyard.telemetry.internal.metrics.Instruments.EventCounter;
import org.jspecify.annotations.Nullable;

/** Counts until a counter is registered, and for those who still hold on to it, from then on. */
final class WaitingCounter implements EventCounter {
  private long events;
  private @Nullable EventCounter registered;

  @Override
  public synchronized void increment() {
    if (registered == null) {
      events++;
    } else {
      registered.increment();
    }
  }

  /** Lets the registered counter have what was counted so far, and what will be. */
  synchronized void passOnTo(EventCounter counter) {
    registered = counter;
    for (; events > 0; events--) {
      counter.increment();
    }
  }

  @Override
  public void remove() {}
}
