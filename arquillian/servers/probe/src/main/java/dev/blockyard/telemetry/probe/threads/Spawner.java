package dev.blockyard.telemetry.probe.threads;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import jakarta.enterprise.context.ApplicationScoped;

/** What is called on the other thread. */
@ApplicationScoped
public class Spawner {
  /** Spawns a worker. */
  @CountedWorkerSpawn
  public void spawn() {}
}
