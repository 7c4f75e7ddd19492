package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observation how asynchronous processing ends.
 *
 * <p>Public, with a public constructor without parameters, because WildFly 39 takes every {@link
 * AsyncListener} in a jar for a component and warns (WFLYEE0007) if it cannot be made.
 */
public final class AsyncEnd implements AsyncListener {
  private final @Nullable RequestObservation observation;

  /** Creates a listener that does nothing. */
  public AsyncEnd() {
    this(null);
  }

  AsyncEnd(@Nullable RequestObservation observation) {
    this.observation = observation;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    RequestObservation of = observation;
    if (of != null) {
      of.guarded(of::completed);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    RequestObservation of = observation;
    if (of != null) {
      of.guarded(of::timedOut);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    RequestObservation of = observation;
    if (of != null) {
      of.guarded(() -> of.failedLater(event.getThrowable()));
    }
  }

  /** Asynchronous processing began again after a dispatch, which drops the listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
