package dev.blockyard.telemetry.internal.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.function.Consumer;
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
    tell(RequestObservation::completed);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    tell(RequestObservation::timedOut);
  }

  @Override
  public void onError(AsyncEvent event) {
    tell(observed -> observed.failedLater(event.getThrowable(), event.getAsyncContext()));
  }

  private void tell(Consumer<RequestObservation> end) {
    RequestObservation observed = observation;
    if (observed != null) {
      observed.guarded(() -> end.accept(observed));
    }
  }

  /** Asynchronous processing began again after a dispatch, which drops the listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    tell(observed -> observed.listen(event.getAsyncContext(), this));
  }
}
