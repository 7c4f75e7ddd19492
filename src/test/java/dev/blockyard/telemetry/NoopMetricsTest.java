package dev.blockyard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.blockyard.telemetry.contract.EveryMethod;
import dev.blockyard.telemetry.testing.Log;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics that record nothing, for tests and for code that is not configured. */
class NoopMetricsTest {
  static Stream<Method> methods() {
    return EveryMethod.ofMetrics().stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodTakesAnythingAndSaysNothing(Method method) {
    BlockyardMetrics metrics = BlockyardMetrics.noop();
    assertThat(BlockyardMetrics.noop()).isSameAs(metrics);
    try (Log log = Log.open()) {
      assertThatCode(() -> EveryMethod.call(metrics, method)).doesNotThrowAnyException();
      assertThatCode(() -> EveryMethod.callWithNothing(metrics, method)).doesNotThrowAnyException();
      assertThat(log.messages()).isEmpty();
    }
  }
}
