package dev.blockyard.telemetry.probe.misuse.signatures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes what CDI does not intercept then. */
@ApplicationScoped
public class WorkerFactory {
  @Produces
  Worker worker() {
    return new Worker();
  }
}
