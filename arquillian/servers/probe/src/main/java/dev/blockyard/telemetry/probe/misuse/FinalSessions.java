package dev.blockyard.telemetry.probe.misuse;

import dev.blockyard.telemetry.TrackedSession;
import jakarta.enterprise.context.ApplicationScoped;

/** A class that the container cannot extend. */
@ApplicationScoped
@TrackedSession
public final class FinalSessions {
  void serve() {}
}
