package dev.blockyard.telemetry.internal.tracing;

import org.jspecify.annotations.Nullable;

/** Stands for the spans of a call that could not be made. */
enum NoopCallSpan implements CallSpan {
  INSTANCE;

  @Override
  public void within(Runnable task) {
    task.run();
  }

  @Override
  public void end(boolean failed, @Nullable Throwable failure) {}

  @Override
  public void leave() {}
}
