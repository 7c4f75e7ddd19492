package dev.blockyard.telemetry.probe.misuse.forgotten;

import dev.blockyard.telemetry.CountedWorkerSpawn;

/** No bean: it has no scope. */
public class Launcher {
  @CountedWorkerSpawn
  void launch() {}
}
