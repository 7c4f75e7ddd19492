package dev.blockyard.telemetry.internal.interception;

import org.jspecify.annotations.Nullable;

/** How an annotated call ended. */
enum Outcome {
  /** With a normal return. */
  SUCCEEDED,
  /** With {@code false}: the method did nothing. */
  DECLINED,
  /** With an exception, or a stage that failed or was cancelled. */
  FAILED,
  /** Nobody knows: the stage takes no callback. */
  UNOBSERVED;

  static Outcome of(@Nullable Object value, @Nullable Throwable failure) {
    if (failure != null) {
      return FAILED;
    }
    return Boolean.FALSE.equals(value) ? DECLINED : SUCCEEDED;
  }
}
