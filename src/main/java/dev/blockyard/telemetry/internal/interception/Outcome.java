package dev.blockyard.telemetry.internal.interception;

/** How an annotated call ended. */
enum Outcome {
  /** It returned normally, or its stage completed normally. */
  SUCCEEDED,
  /** The same, but with {@code false}: the method did nothing. */
  DECLINED,
  /** It threw an exception, or its stage failed or was cancelled. */
  FAILED,
  /** Unknown: its stage accepts no callback. */
  UNOBSERVED
}
