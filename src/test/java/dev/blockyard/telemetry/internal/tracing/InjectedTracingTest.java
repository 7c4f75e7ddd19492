package dev.blockyard.telemetry.internal.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.InMemoryTracing;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Optional;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which OpenTelemetry of a deployment is taken, and where its spans are said to go. */
class InjectedTracingTest {
  private static final String ENDPOINT = "blockyard.telemetry.otlp.endpoint";

  @AfterEach
  void nothingIsLeft() {
    System.clearProperty(ENDPOINT);
    assertThat(GlobalTracing.get()).isNull();
  }

  @ApplicationScoped
  static class Other {}

  @Dependent
  static class OfApplication {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return new InMemoryTracing().sdk();
    }
  }

  @Dependent
  static class SwitchedOff {
    @Produces
    @ApplicationScoped
    OpenTelemetry openTelemetry() {
      return OpenTelemetry.noop();
    }
  }

  /** Adds one as a server does: the class of the bean is none of the application's. */
  static final class Server implements Extension {
    void add(@Observes AfterBeanDiscovery discovered) {
      discovered
          .<OpenTelemetry>addBean()
          .beanClass(Object.class)
          .types(OpenTelemetry.class)
          .scope(ApplicationScoped.class)
          .createWith(context -> new InMemoryTracing().sdk());
    }
  }

  private static Optional<String> destination(Weld weld) {
    try (WeldContainer container = weld.initialize()) {
      return InjectedTracing.find(container.getBeanManager(), TelemetryConfig.load())
          .map(Spans::destination);
    }
  }

  @Test
  void thereIsNoneWhereNoneCanBeInjected() {
    assertThat(destination(TestDeployment.withoutRegistry(Other.class))).isEmpty();
  }

  @Test
  void thereIsNoneWhereItIsSwitchedOff() {
    assertThat(destination(TestDeployment.withoutRegistry(SwitchedOff.class))).isEmpty();
  }

  @Test
  void oneOfTheApplicationsSendsSpansWhereOnlyTheApplicationKnows() {
    assertThat(destination(TestDeployment.withoutRegistry(OfApplication.class)))
        .contains("the application's own OpenTelemetry");
  }

  @Test
  void oneOfTheServerPropagatesOnlyUntilThereIsAnEndpoint() {
    assertThat(destination(server())).contains("propagation only");

    System.setProperty(ENDPOINT, "collector:4317");
    assertThat(destination(server())).contains("https://collector:4317");
  }

  private static Weld server() {
    return TestDeployment.withoutRegistry(Other.class).addExtension(new Server());
  }
}
