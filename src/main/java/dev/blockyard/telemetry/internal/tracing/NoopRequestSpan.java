package dev.blockyard.telemetry.internal.tracing;

import org.jspecify.annotations.Nullable;

/** Stands for the span of a request that is not traced. */
final class NoopRequestSpan implements RequestSpan {
  private static final Current NOTHING = () -> {};

  @Override
  public boolean isOwn() {
    return true;
  }

  @Override
  public void resolved(@Nullable String app) {}

  @Override
  public void failed(@Nullable Throwable failure) {}

  @Override
  public Current makeCurrent() {
    return NOTHING;
  }

  @Override
  public @Nullable String traceparent() {
    return null;
  }

  @Override
  public void returned(int status) {}

  @Override
  public void end(int status) {}
}
