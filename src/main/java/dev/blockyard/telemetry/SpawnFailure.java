package dev.blockyard.telemetry;

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
  /** Anything that is not one of the others. */
  ERROR("error"),

  /** The worker was not healthy in time. */
  TIMEOUT("timeout"),

  /** The platform is at capacity, or protects itself. */
  REJECTED("rejected"),

  /** The caller gave up. */
  CANCELLED("cancelled");

  private static final int MAX_DEPTH = 100;
  private static final String FAULT_TOLERANCE =
      "org.eclipse.microprofile.faulttolerance.exceptions.";

  private final String label;

  SpawnFailure(String label) {
    this.label = label;
  }

  /**
   * Returns the reason that an exception stands for. A cause inside {@link CompletionException},
   * {@link ExecutionException} or {@code EJBException} decides.
   *
   * @param failure what a spawn threw, or what its stage completed with
   * @return {@link #ERROR} for null and for every exception without a reason of its own
   */
  public static SpawnFailure of(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_DEPTH && isWrapper(cause); depth++) {
      cause = cause.getCause();
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
    return cause instanceof CancellationException || cause instanceof InterruptedException
        ? CANCELLED
        : ERROR;
  }

  private static boolean isWrapper(Throwable failure) {
    return failure.getCause() != null
        && (failure instanceof CompletionException
            || failure instanceof ExecutionException
            || isA(failure, "jakarta.ejb.EJBException"));
  }

  /** Compares by name: the API of Fault Tolerance and of EJB may not be there. */
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
