package dev.blockyard.telemetry.probe.misuse.names;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Registers a counter where the module has a gauge, before the module does. */
@ApplicationScoped
public class SameName {
  void register(@Observes @Priority(1) Startup event, MetricRegistry registry) {
    registry.counter("blockyard_sessions_active").inc();
  }
}
