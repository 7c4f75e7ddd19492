package dev.blockyard.telemetry.internal.tracing;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What traces for static methods, which have no deployment to ask. The jar is in the WAR, so that a
 * static field is the deployment's own.
 */
public final class GlobalTracing {
  private static final AtomicReference<@Nullable Spans> STARTED = new AtomicReference<>();
  private static final AtomicReference<@Nullable Spans> DEPLOYED = new AtomicReference<>();

  private GlobalTracing() {}

  /**
   * Returns what traces now.
   *
   * @return null where nothing is traced
   */
  public static @Nullable Spans get() {
    Spans started = STARTED.get();
    return started == null ? DEPLOYED.get() : started;
  }

  /**
   * Captures the trace context of this thread, for a task that another thread runs.
   *
   * @return makes it current there, until what that returns is closed; does nothing where nothing
   *     is traced
   */
  static Supplier<RequestSpan.Current> captured() {
    Spans spans = get();
    return spans == null ? GlobalTracing::unchanged : spans.captured();
  }

  /**
   * Returns the context of a task that belongs to no trace.
   *
   * @return makes it current, until what that returns is closed; does nothing where nothing is
   *     traced
   */
  static Supplier<RequestSpan.Current> cleared() {
    Spans spans = get();
    return spans == null ? GlobalTracing::unchanged : spans.cleared();
  }

  private static RequestSpan.Current unchanged() {
    return () -> {};
  }

  /**
   * Returns what was started outside of a server.
   *
   * @return null if there is none
   */
  public static @Nullable Spans started() {
    return STARTED.get();
  }

  /**
   * Takes what is started outside of a server.
   *
   * @param spans what traces from now on
   * @return false if something else does already
   */
  public static boolean start(Spans spans) {
    return STARTED.compareAndSet(null, spans);
  }

  /**
   * Forgets what was started.
   *
   * @param spans what traced until now
   */
  public static void stop(Spans spans) {
    STARTED.compareAndSet(spans, null);
  }

  /**
   * Takes what a deployment has found.
   *
   * @param spans what traces from now on
   */
  public static void deploy(Spans spans) {
    DEPLOYED.set(spans);
  }

  /**
   * Forgets it, unless another deployment has come since.
   *
   * @param spans what the deployment had found
   */
  public static void undeploy(Spans spans) {
    DEPLOYED.compareAndSet(spans, null);
  }
}
