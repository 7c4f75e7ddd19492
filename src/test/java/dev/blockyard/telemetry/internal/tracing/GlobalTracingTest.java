package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of the tracings that a process has is the one to ask. */
class GlobalTracingTest {
  private final Spans one = spans();
  private final Spans other = spans();

  private static Spans spans() {
    return DefaultSpans.of(OpenTelemetry.noop());
  }

  @AfterEach
  void forget() {
    for (Spans spans : new Spans[] {one, other}) {
      GlobalTracing.stop(spans);
      GlobalTracing.undeploy(spans);
    }
  }

  @Test
  void whatWasStartedPrecedesWhatWasDeployed() {
    GlobalTracing.deploy(one);
    assertThat(GlobalTracing.get()).isSameAs(one);
    assertThat(GlobalTracing.started()).isNull();

    assertThat(GlobalTracing.start(other)).isTrue();
    assertThat(GlobalTracing.get()).isSameAs(other);
    assertThat(GlobalTracing.started()).isSameAs(other);

    GlobalTracing.stop(other);
    assertThat(GlobalTracing.get()).isSameAs(one);
  }

  @Test
  void onlyOneIsStarted() {
    assertThat(GlobalTracing.start(one)).isTrue();
    assertThat(GlobalTracing.start(other)).isFalse();
    GlobalTracing.stop(other);
    assertThat(GlobalTracing.started()).isSameAs(one);
  }

  @Test
  void laterDeploymentIsNotForgottenWithAnEarlierOne() {
    GlobalTracing.deploy(one);
    GlobalTracing.deploy(other);
    GlobalTracing.undeploy(one);
    assertThat(GlobalTracing.get()).isSameAs(other);
    GlobalTracing.undeploy(other);
    assertThat(GlobalTracing.get()).isNull();
  }
}
