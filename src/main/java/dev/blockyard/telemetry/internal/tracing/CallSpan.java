package dev.blockyard.telemetry.internal.tracing;

import org.jspecify.annotations.Nullable;

/** The spans of one annotated call, each inside of the one before it. */
public interface CallSpan {

  /**
   * Runs a task with the innermost span current, on any thread.
   *
   * @param task what to do
   */
  void within(Runnable task);

  /**
   * Ends the spans.
   *
   * @param failed whether the call ended badly
   * @param failure with what, if that is known
   */
  void end(boolean failed, @Nullable Throwable failure);

  /** Gives the thread that started the call its context back. */
  void leave();
}
