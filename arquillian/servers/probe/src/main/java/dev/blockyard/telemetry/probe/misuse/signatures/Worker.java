package dev.blockyard.telemetry.probe.misuse.signatures;

import dev.blockyard.telemetry.TrackedSession;
import jakarta.enterprise.inject.Vetoed;

/** An annotated class that a producer makes. */
@Vetoed
public class Worker {
  /** For the producer. */
  public Worker() {}

  @TrackedSession
  void serve() {}
}
