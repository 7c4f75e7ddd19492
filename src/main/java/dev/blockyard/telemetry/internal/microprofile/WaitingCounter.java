package dev.blockyard.telemetry.internal.microprofile;

import org.eclipse.microprofile.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Counts until the registered counter exists, and passes events on to it from then on. */
final class WaitingCounter implements Counter {
  private long events;
  private @Nullable Counter registered;

  @Override
  public void inc() {
    inc(1);
  }

  @Override
  public synchronized void inc(long count) {
    if (registered == null) {
      events += count;
    } else {
      registered.inc(count);
    }
  }

  @Override
  public synchronized long getCount() {
    return registered == null ? events : registered.getCount();
  }

  /** Adds the events so far to a registered counter, and all later ones. */
  synchronized void passOnTo(Counter counter) {
    registered = counter;
    if (events > 0) {
      counter.inc(events);
    }
  }
}
