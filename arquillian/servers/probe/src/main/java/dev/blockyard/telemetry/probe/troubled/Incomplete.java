package dev.blockyard.telemetry.probe.troubled;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean that cannot be read without {@link Absent}, which is not deployed. */
@ApplicationScoped
public class Incomplete {
  @CountedWorkerSpawn
  Absent launch(Absent absent) {
    return absent;
  }
}
