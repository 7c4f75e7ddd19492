package dev.blockyard.telemetry.probe.troubled;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean whose call has an app without a name. */
@ApplicationScoped
public class Evictions {
  /** An app whose name has to be loaded. */
  static final class LazyApp {
    @Override
    public String toString() {
      throw new IllegalStateException("the app is not loaded");
    }
  }

  @CountedHealthCheckFailure
  void evict(@App LazyApp app) {}
}
