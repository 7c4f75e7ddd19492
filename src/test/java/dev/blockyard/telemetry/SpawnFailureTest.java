package dev.blockyard.telemetry;

import static dev.blockyard.telemetry.SpawnFailure.CANCELLED;
import static dev.blockyard.telemetry.SpawnFailure.ERROR;
import static dev.blockyard.telemetry.SpawnFailure.REJECTED;
import static dev.blockyard.telemetry.SpawnFailure.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.ejb.ConcurrentAccessTimeoutException;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.enterprise.concurrent.AbortedException;
import jakarta.enterprise.concurrent.SkippedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceDefinitionException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("serial")
class SpawnFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        row(null, ERROR),
        row(new IOException("no image"), ERROR),
        row(new IllegalStateException(), ERROR),
        row(new OutOfMemoryError(), ERROR),
        row(new TimeoutException(), TIMEOUT),
        row(new TimeoutException() {}, TIMEOUT),
        row(new SocketTimeoutException(), ERROR),
        row(new HttpTimeoutException("no answer"), ERROR),
        row(new RejectedExecutionException(), REJECTED),
        row(new CancellationException(), CANCELLED),
        row(new InterruptedException(), CANCELLED),
        row(new ClosedByInterruptException(), CANCELLED),
        row(new InterruptedIOException(), ERROR),
        row(new BrokenBarrierException(), ERROR),
        row(
            new org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException("late"),
            TIMEOUT),
        row(new BulkheadException("full"), REJECTED),
        row(new BulkheadException("full") {}, REJECTED),
        row(new CircuitBreakerOpenException("open"), REJECTED),
        row(new FaultToleranceException("other"), ERROR),
        row(new FaultToleranceDefinitionException("wrong"), ERROR),
        row(new EJBException("alone"), ERROR),
        row(new EJBAccessException("not allowed"), ERROR),
        row(new ConcurrentAccessTimeoutException("busy"), ERROR),
        row(new AbortedException("aborted"), ERROR),
        row(new SkippedException("skipped"), ERROR),
        row(new CompletionException(null), ERROR),
        row(new ExecutionException("alone", null), ERROR));
  }

  static Stream<Arguments> wrapped() {
    return Stream.of(
        row(new CompletionException(new TimeoutException()), TIMEOUT),
        row(new ExecutionException(new BulkheadException("full")), REJECTED),
        row(new EJBException("wrapped", new InterruptedException()), CANCELLED),
        row(new EJBTransactionRolledbackException("rolled back", new TimeoutException()), TIMEOUT),
        row(new AbortedException("aborted", new TimeoutException()), TIMEOUT),
        row(new SkippedException("skipped", new RejectedExecutionException()), REJECTED),
        row(
            new CompletionException(
                new ExecutionException(new EJBException("deep", new CancellationException()))),
            CANCELLED),
        row(new CompletionException(new IOException(new TimeoutException())), ERROR),
        row(new IllegalStateException(new TimeoutException()), ERROR),
        row(new TimeoutException().initCause(new CancellationException()), TIMEOUT),
        row(new CompletionException(new EJBException("alone")), ERROR));
  }

  private static Arguments row(@Nullable Throwable failure, SpawnFailure reason) {
    return Arguments.of(failure, reason);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anExceptionHasTheReasonOfItsType(@Nullable Throwable failure, SpawnFailure reason) {
    assertThat(SpawnFailure.of(failure)).isEqualTo(reason);
  }

  @ParameterizedTest
  @MethodSource("wrapped")
  void onlyWrappersLetTheirCauseDecide(Throwable failure, SpawnFailure reason) {
    assertThat(SpawnFailure.of(failure)).isEqualTo(reason);
  }

  @Test
  void wrappersInACircleAreAnError() {
    Throwable inner = new CompletionException("inner") {};
    Throwable outer = new ExecutionException(inner);
    inner.initCause(outer);
    assertThat(SpawnFailure.of(outer)).isEqualTo(ERROR);
    assertThat(SpawnFailure.of(inner)).isEqualTo(ERROR);
  }

  @Test
  void anExceptionWhoseCauseThrowsIsAnError() {
    Throwable rootless =
        new CompletionException("rootless", new TimeoutException()) {
          @Override
          public synchronized Throwable getCause() {
            throw new UnsupportedOperationException();
          }
        };
    assertThat(SpawnFailure.of(rootless)).isEqualTo(ERROR);
    assertThat(SpawnFailure.of(new ExecutionException(rootless))).isEqualTo(ERROR);
  }

  @Test
  void aStageHasTheReasonForWhichItFailed() throws Exception {
    CompletableFuture<String> late = new CompletableFuture<>();
    CompletableFuture<String> dependent = late.thenApply(worker -> worker);
    late.orTimeout(1, TimeUnit.MILLISECONDS);
    Throwable timedOut = catchThrowable(dependent::join);
    assertThat(SpawnFailure.of(timedOut)).isEqualTo(TIMEOUT);
    assertThat(SpawnFailure.of(catchThrowable(late::get))).isEqualTo(TIMEOUT);

    CompletableFuture<String> cancelled = new CompletableFuture<>();
    CompletableFuture<String> below = cancelled.thenApply(worker -> worker);
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(SpawnFailure.of(catchThrowable(cancelled::join))).isEqualTo(CANCELLED);
    assertThat(SpawnFailure.of(catchThrowable(below::join))).isEqualTo(CANCELLED);
  }

  @Test
  void anInterruptedWaitIsCancelled() {
    Thread.currentThread().interrupt();
    Throwable failure = catchThrowable(() -> new CompletableFuture<String>().get());
    assertThat(SpawnFailure.of(failure)).isEqualTo(CANCELLED);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anExecutorThatTakesNoMoreWorkRejects() {
    ThreadPoolExecutor closed =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    closed.shutdown();
    Throwable failure = catchThrowable(() -> closed.execute(() -> {}));
    assertThat(SpawnFailure.of(failure)).isEqualTo(REJECTED);
  }

  @Test
  void labelsAreThoseOfTheWireFormat() {
    assertThat(SpawnFailure.values())
        .extracting(SpawnFailure::label)
        .containsExactly("error", "timeout", "rejected", "cancelled");
    assertThat(ColdStartPhase.values())
        .extracting(ColdStartPhase::label)
        .containsExactly("prepare", "schedule", "start", "ready");
  }
}
