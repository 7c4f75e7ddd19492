package dev.blockyard.telemetry.probe.misuse.registries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** Produces a registry beside the one of the server. */
@ApplicationScoped
public class SecondRegistry {
  @Produces
  @Nullable MetricRegistry second() {
    return null;
  }
}
