package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.internal.interception.EachBinding.Platform;
import dev.blockyard.telemetry.internal.tracing.FailingSpans;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.internal.tracing.Spans;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.context.Context;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose spans fail run once, and return, throw and count what they do without a trace. */
class FailingTracingTest {
  private final Log log = Log.open();

  @AfterEach
  void nothingIsLeft() {
    log.close();
    assertThat(GlobalTracing.get()).isNull();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  /** Metrics of the application's that fail as well. */
  @Alternative
  @Dependent
  @Priority(1)
  static class BrokenMetrics {
    @ApplicationScoped
    @Produces
    BlockyardMetrics broken() {
      return (BlockyardMetrics)
          Proxy.newProxyInstance(
              FailingTracingTest.class.getClassLoader(),
              new Class<?>[] {BlockyardMetrics.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("metrics");
              });
    }
  }

  /** Calls every annotated method in each way, and returns what was counted. */
  private static Map<String, Double> counted(Class<?>... beans) {
    try (TestDeployment deployment = new TestDeployment();
        WeldContainer container = deployment.weld(beans).initialize()) {
      Platform platform = container.select(Platform.class).get();
      EachBinding.CALLS.values().forEach(call -> EachBinding.assertUntouched(platform, call));
      Map<String, Double> moved = deployment.moved();
      moved.remove("blockyard_workers_reconciled_timestamp_seconds");
      return moved;
    }
  }

  private static Map<String, Double> countedWithFailingSpans(boolean atStart, Class<?>... beans) {
    Spans failing = FailingSpans.of(atStart);
    assertThat(GlobalTracing.start(failing)).isTrue();
    try {
      return counted(beans);
    } finally {
      GlobalTracing.stop(failing);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void spansThatFailChangeNeitherACallNorWhatIsCounted(boolean atStart) {
    Map<String, Double> untraced = counted(Platform.class);
    assertThat(untraced).containsEntry("blockyard_workers_spawned_total", 6.0);
    assertThat(log.messages()).isEmpty();

    assertThat(countedWithFailingSpans(atStart, Platform.class)).isEqualTo(untraced);
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0033: a call was not");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void metricsThatFailTooDoNotEither(boolean atStart) {
    assertThat(countedWithFailingSpans(atStart, Platform.class, BrokenMetrics.class)).isEmpty();
    assertThat(log.messages("BYT0012")).hasSize(EachBinding.CALLS.size());
    assertThat(log.messages("BYT0033")).hasSize(1);
  }
}
