package dev.blockyard.telemetry.probe.misuse.signatures;

import jakarta.enterprise.context.ApplicationScoped;

/** Overrides an annotated method, which loses its annotation. */
@ApplicationScoped
public class FastLauncher extends Launcher {
  @Override
  void relaunch() {}
}
