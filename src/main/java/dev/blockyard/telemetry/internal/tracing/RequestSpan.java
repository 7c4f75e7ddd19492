package dev.blockyard.telemetry.internal.tracing;

import org.jspecify.annotations.Nullable;

/**
 * The SERVER span of one request, the module's or the server's. It ends when the request is
 * counted, and with the status that is counted; the server's may have ended before.
 */
public interface RequestSpan {
  /** Where nothing is traced. */
  RequestSpan NONE = new NoopRequestSpan();

  /** Whether the module has started it, and therefore ends it. */
  boolean isOwn();

  /**
   * Names the app of the request.
   *
   * @param app its app; blank is none
   */
  void resolved(@Nullable String app);

  /**
   * Takes note of an exception; the first is the one that the application threw.
   *
   * @param failure what the application threw
   */
  void failed(@Nullable Throwable failure);

  /**
   * Makes the span current on this thread.
   *
   * @return gives the thread its context back
   */
  Current makeCurrent();

  /**
   * Returns the span as the parent of another one.
   *
   * @return a value of the header {@code traceparent}; null where nothing is traced
   */
  @Nullable String traceparent();

  /**
   * Says how the response looks when the handler has returned: the last chance for a span that its
   * server ends next.
   *
   * @param status the status so far
   */
  void returned(int status);

  /**
   * Ends the span; once, if called more often.
   *
   * @param status what the client got
   */
  void end(int status);

  /** A span that is current on the thread that made it so. */
  @FunctionalInterface
  interface Current extends AutoCloseable {
    @Override
    void close();
  }
}
