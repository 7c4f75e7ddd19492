package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.AppResolver;
import dev.blockyard.telemetry.internal.tracing.GlobalTracing;
import dev.blockyard.telemetry.testing.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails the deployment, with an error in the log. */
class DeploymentFailureTest {
  private static final String PREFIX = "blockyard.telemetry.";
  private static final String BACKEND = PREFIX + "metrics.backend";

  private final TestDeployment deployment = new TestDeployment();
  private final Log logged = Log.open();
  private final Properties before = (Properties) System.getProperties().clone();

  @AfterEach
  void nothingIsLeft() {
    System.setProperties(before);
    logged.close();
    deployment.close();
  }

  private static ThrowingCallable starting(Weld weld) {
    return () -> weld.initialize().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opentelemetry", "microprofile-metrics"})
  void aForcedBackendThatIsNotThereFailsTheDeployment(String backend) {
    System.setProperty(BACKEND, backend);
    assertThatThrownBy(starting(TestDeployment.withoutRegistry()))
        .hasStackTraceContaining("BYT0002: " + BACKEND + " is \"" + backend + "\"");
  }

  @Test
  void aDeploymentThatFailsLeavesNoTracerToTheNext() {
    System.setProperty(BACKEND, "microprofile-metrics");
    assertThatThrownBy(
            starting(TestDeployment.withoutRegistry(OpenTelemetryTracingTest.Telemetry.class)))
        .hasStackTraceContaining("BYT0002");

    assertThat(GlobalTracing.get()).isNull();
  }

  @Test
  void aRegistryThatCannotBeInjectedFailsTheDeployment() {
    assertThatThrownBy(starting(deployment.weld(SecondRegistry.class)))
        .hasStackTraceContaining(
            "BYT0015: the MetricRegistry of this deployment cannot be injected")
        .hasStackTraceContaining("Ambiguous");
  }

  @ApplicationScoped
  static class SecondRegistry {
    @Produces
    MetricRegistry registry(TestDeployment deployment) {
      return deployment.registry();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "enabled,                        yes,       true or false",
    "enabled,                        TRUE,      true or false",
    "metrics.backend,                micrometer,'auto, microprofile-metrics, opentelemetry, prometheus or none'",
    "metrics.path,                   metrics,   begins with /",
    "metrics.access,                 nobody,    'loopback, open, token'",
    "proxy.url-patterns,             app,       separated by commas",
    "apps.max,                       0,         a whole number",
    "apps.max,                       many,      a whole number",
  })
  void aValueThatCannotBeUsedFailsTheDeployment(String key, String value, String allowed) {
    System.setProperty(PREFIX + key, value);
    assertThatThrownBy(starting(deployment.weld()))
        .hasStackTraceContaining("BYT0001: " + PREFIX + key + " is \"" + value + "\"")
        .hasStackTraceContaining(allowed);
    assertThat(deployment.series()).isEmpty();
  }

  @Test
  void aBadValueFailsTheDeploymentEvenWhenSwitchedOff() {
    System.setProperty(PREFIX + "enabled", "false");
    System.setProperty(PREFIX + "apps.max", "-1");
    assertThatThrownBy(starting(deployment.weld())).hasStackTraceContaining("BYT0001: ");
  }

  @ApplicationScoped
  static class Resolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.of("resolved");
    }
  }

  @ApplicationScoped
  static class OtherResolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.empty();
    }
  }

  @Alternative
  @Priority(1)
  @ApplicationScoped
  static class PreferredResolver implements AppResolver {
    @Override
    public Optional<String> resolve(HttpServletRequest request) {
      return Optional.empty();
    }
  }

  @Test
  void twoResolversFailTheDeployment() {
    assertThatThrownBy(starting(deployment.weld(Resolver.class, OtherResolver.class)))
        .hasStackTraceContaining("BYT0008: ")
        .hasStackTraceContaining(Resolver.class.getName())
        .hasStackTraceContaining(OtherResolver.class.getName());
    assertThat(logged.errors()).singleElement().asString().startsWith("BYT0008: ");
    assertThat(deployment.series()).isEmpty();
  }

  @Test
  void anAlternativeDecidesBetweenTwoResolvers() {
    deployment.weld(Resolver.class, PreferredResolver.class).initialize().close();

    assertThat(logged.messages()).isEmpty();
  }

  @Test
  void twoResolversAreNoMatterWhenSwitchedOff() {
    System.setProperty(PREFIX + "enabled", "false");
    deployment.weld(Resolver.class, OtherResolver.class).initialize().close();

    assertThat(logged.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "apps.max,        many,          BYT0001",
    "metrics.backend, opentelemetry, BYT0002",
    "metrics.access,  token,         BYT0013"
  })
  void eachIsLoggedOnceAsAnErrorWithItsWholeText(String key, String value, String code) {
    System.setProperty(PREFIX + key, value);
    assertThatThrownBy(starting(TestDeployment.withoutRegistry()))
        .satisfies(thrown -> assertThat(logged.errors()).containsExactly(thrown.getMessage()))
        .hasMessageStartingWith(code + ": ");
  }
}
