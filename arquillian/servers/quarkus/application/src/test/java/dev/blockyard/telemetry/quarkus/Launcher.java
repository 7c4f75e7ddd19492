package dev.blockyard.telemetry.quarkus;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import jakarta.enterprise.context.ApplicationScoped;

/** A service whose source the test changes while it runs. */
@ApplicationScoped
class Launcher {
  @CountedWorkerSpawn
  String launch() {
    return "first";
  }
}
