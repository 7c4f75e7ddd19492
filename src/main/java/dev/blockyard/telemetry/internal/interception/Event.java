package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records the entry or one end of an annotated call. What it needs of the call comes as plain
 * parameters: an object for them would be one more allocation on every call.
 */
@FunctionalInterface
interface Event {

  /**
   * Records it.
   *
   * @param metrics where
   * @param app the app that a parameter names; null where none does, and at the entry
   * @param reason why a worker is stopped; null if the call does not stop one
   * @param took how long the call took; zero if none of its bindings is timed, and at the entry
   * @param result what the call returned, threw, or what its stage completed with
   */
  void record(
      BlockyardMetrics metrics,
      @Nullable String app,
      @Nullable StopReason reason,
      Duration took,
      @Nullable Object result);
}
