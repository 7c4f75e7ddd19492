package dev.blockyard.sample;

import java.nio.file.Path;

/**
 * One version of an app: its name and the folder to which its bundle was restored. Workers belong
 * to a version, so that a new bundle gets new workers while the old ones serve out their sessions.
 */
final class HostedApp {
  private final String name;
  private final Path folder;
  private volatile boolean retired;
  private volatile long starts;

  HostedApp(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  String name() {
    return name;
  }

  Path folder() {
    return folder;
  }

  /** Whether a newer version or a deletion has taken the app's place; it gets no worker then. */
  boolean retired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  /** How many starts of its workers have ended, for requests that wait for the same start. */
  long starts() {
    return starts;
  }

  /** Called by one thread at a time, the one that starts a worker. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void startEnded() {
    starts++;
  }

  /** The name, which is what telemetry takes for the label of a parameter marked as the app. */
  @Override
  public String toString() {
    return name;
  }
}
