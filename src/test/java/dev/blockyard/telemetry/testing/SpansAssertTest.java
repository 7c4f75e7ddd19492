package dev.blockyard.telemetry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Assertions about spans, and the text of a failure. */
class SpansAssertTest {
  private final RecordedSpans spans = new RecordedSpans();

  private void trace(String name, StatusCode status, Runnable inside) {
    Span span = spans.openTelemetry().getTracer("test").spanBuilder(name).startSpan();
    Context.current().with(span).wrap(inside).run();
    span.setStatus(status);
    span.end();
  }

  private void coldStart(StatusCode outer, StatusCode inner) {
    trace("cold", outer, () -> trace("spawn", inner, () -> {}));
  }

  @Test
  void aCallIsFoundByTheNamesOfItsSpans() {
    coldStart(StatusCode.UNSET, StatusCode.UNSET);
    assertThat(spans).traced("cold", "spawn").andNothingElse();
    assertThat(spans).traced("spawn");
  }

  @Test
  void everyCallIsFoundOnce() {
    coldStart(StatusCode.UNSET, StatusCode.UNSET);
    fails(() -> assertThat(spans).traced("cold", "spawn").traced("cold", "spawn"));
    coldStart(StatusCode.UNSET, StatusCode.UNSET);
    assertThat(spans).traced("cold", "spawn").traced("cold", "spawn").andNothingElse();
  }

  @Test
  void aFailureIsNoSuccess() {
    coldStart(StatusCode.ERROR, StatusCode.ERROR);
    assertThat(spans).tracedFailure("cold", "spawn").andNothingElse();
    fails(() -> assertThat(spans).traced("cold", "spawn"))
        .hasMessage(
            """
            Expected spans cold > spawn without an error, but these ended:
              cold (failed) > spawn (failed)
              cold (failed)\
            """);
  }

  @Test
  void spansBesideOneAnotherAreNoChain() {
    trace("cold", StatusCode.UNSET, () -> {});
    trace("spawn", StatusCode.UNSET, () -> {});
    fails(() -> assertThat(spans).traced("cold", "spawn"));
  }

  @Test
  void otherSpansAreInTheFailure() {
    coldStart(StatusCode.UNSET, StatusCode.UNSET);
    fails(() -> assertThat(spans).traced("cold").andNothingElse())
        .hasMessage("Expected no other spans, but these ended:\n  cold > spawn");
  }

  @Test
  void aHintIsInTheFailureWhereNothingEnded() {
    fails(() -> assertThat(spans).tracedFailure("cold"))
        .hasMessageStartingWith("Expected spans cold that failed, but no span has ended.");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> fails(ThrowingCallable assertion) {
    return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
  }
}
