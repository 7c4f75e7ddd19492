package dev.blockyard.telemetry;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why a worker could not be spawned: the label {@code reason} of {@code
 * blockyard_worker_spawns_failed_total}.
 */
public enum SpawnFailure {
  /** Any failure that has no reason of its own below. */
  ERROR("error"),

  /** The worker did not become healthy in time. */
  TIMEOUT("timeout"),

  /** The platform took no further work: it is at capacity, or a circuit breaker is open. */
  REJECTED("rejected"),

  /** The spawn was cancelled, or its thread interrupted. */
  CANCELLED("cancelled");

  /** Deeper than any sensible chain of causes; the end of one that is a circle. */
  private static final int MAX_DEPTH = 100;

  private static final String FAULT_TOLERANCE =
      "org.eclipse.microprofile.faulttolerance.exceptions.";

  private final String label;

  SpawnFailure(String label) {
    this.label = label;
  }

  /**
   * Returns the reason that an exception stands for.
   *
   * <ul>
   *   <li>{@link #TIMEOUT}: {@link TimeoutException}, and that of MicroProfile Fault Tolerance
   *   <li>{@link #REJECTED}: {@link RejectedExecutionException}, and {@code BulkheadException} and
   *       {@code CircuitBreakerOpenException} of MicroProfile Fault Tolerance
   *   <li>{@link #CANCELLED}: {@link CancellationException}, {@link InterruptedException}, {@link
   *       ClosedByInterruptException}
   *   <li>{@link #ERROR}: everything else, and null
   * </ul>
   *
   * <p>Subclasses count as their superclass. {@link CompletionException}, {@link
   * ExecutionException} and {@code EJBException} only wrap: if they have a cause, that decides.
   *
   * @param failure what the spawn threw, or what its stage completed with
   * @return the reason
   */
  public static SpawnFailure of(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < MAX_DEPTH && isWrapper(cause); depth++) {
      Throwable wrapped = causeOf(cause);
      if (wrapped == null) {
        break;
      }
      cause = wrapped;
    }
    if (cause == null) {
      return ERROR;
    }
    if (cause instanceof TimeoutException || isA(cause, FAULT_TOLERANCE + "TimeoutException")) {
      return TIMEOUT;
    }
    if (cause instanceof RejectedExecutionException
        || isA(cause, FAULT_TOLERANCE + "BulkheadException")
        || isA(cause, FAULT_TOLERANCE + "CircuitBreakerOpenException")) {
      return REJECTED;
    }
    return cause instanceof CancellationException
            || cause instanceof InterruptedException
            || cause instanceof ClosedByInterruptException
        ? CANCELLED
        : ERROR;
  }

  private static @Nullable Throwable causeOf(@Nullable Throwable wrapper) {
    try {
      return wrapper == null ? null : wrapper.getCause();
    } catch (RuntimeException e) {
      return null; // an exception of the application's own, whose spawn has failed all the same
    }
  }

  private static boolean isWrapper(@Nullable Throwable failure) {
    return failure instanceof CompletionException
        || failure instanceof ExecutionException
        || (failure != null && isA(failure, "jakarta.ejb.EJBException"));
  }

  /** Compares by name, because the APIs of Fault Tolerance and EJB may be absent. */
  private static boolean isA(Throwable failure, String className) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(className)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the label value on the wire.
   *
   * @return {@code error}, {@code timeout}, {@code rejected} or {@code cancelled}
   */
  public String label() {
    return label;
  }
}
