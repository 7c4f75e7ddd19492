package dev.blockyard.telemetry.load;

import java.util.List;
import java.util.Locale;

/** With the module or without it. */
enum Variant {
  ON,

  /** The module is there, with {@code blockyard.telemetry.enabled=false}. */
  OFF,

  /** {@link Archives#absent}. */
  ABSENT,

  /** The same in another process: by how much it differs is what the machine does. */
  ABSENT_AGAIN;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  boolean hasModule() {
    return this == ON || this == OFF;
  }

  /** System properties of a server; there is no cold start once there was a request. */
  List<String> options() {
    return List.of("-Dsample.idle-timeout=PT1H", "-Dblockyard.telemetry.enabled=" + (this != OFF));
  }
}
