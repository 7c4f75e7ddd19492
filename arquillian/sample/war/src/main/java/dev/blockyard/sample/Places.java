package dev.blockyard.sample;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Room for worker processes: a maximum for each app, and one for the platform. */
@ApplicationScoped
class Places {
  private final Map<String, Integer> takenByApp = new HashMap<>();
  private final int max;
  private final int maxPerApp;
  private int taken;

  /** For the proxies of CDI. */
  Places() {
    this(0, 0);
  }

  @Inject
  Places(
      @ConfigProperty(name = "sample.workers.max", defaultValue = "16") int max,
      @ConfigProperty(name = "sample.workers.max-per-app", defaultValue = "4") int maxPerApp) {
    this.max = max;
    this.maxPerApp = maxPerApp;
  }

  /** A place that is taken until it is closed; closing it again does nothing. */
  final class Place implements AutoCloseable {
    private final String app;
    private boolean closed;

    private Place(String app) {
      this.app = app;
    }

    @Override
    public void close() {
      synchronized (Places.this) {
        if (!closed) {
          closed = true;
          taken--;
          takenByApp.computeIfPresent(app, (name, count) -> count == 1 ? null : count - 1);
        }
      }
    }
  }

  /**
   * Takes a place for a worker, whichever version of the app it is to run.
   *
   * @throws RejectedExecutionException if the app or the platform has as many workers as it may
   */
  synchronized Place take(String app) {
    int ofApp = takenByApp.getOrDefault(app, 0);
    if (ofApp >= maxPerApp) {
      throw new RejectedExecutionException(app + " has " + ofApp + " workers, the maximum");
    }
    if (taken >= max) {
      throw new RejectedExecutionException("There are " + taken + " workers, the maximum");
    }
    taken++;
    takenByApp.put(app, ofApp + 1);
    return new Place(app);
  }
}
