package dev.blockyard.telemetry.internal.microprofile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.testing.Log;
import io.smallrye.metrics.SharedMetricRegistries;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry of a deployment, where the application brings SmallRye Metrics. */
class InjectedRegistryTest {
  private static final String PREFIX = "blockyard.telemetry.apps.";

  private final Log log = Log.open();

  @AfterEach
  void removeEverything() {
    SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE)
        .removeMatching(MetricFilter.ALL);
    System.clearProperty(PREFIX + "max");
    System.clearProperty(PREFIX + "durations");
    System.clearProperty("mp.metrics.appName");
    log.close();
  }

  /** Hands the registry out the way SmallRye does: not to a look-up without an injection point. */
  static final class Application {
    @Produces
    @Dependent
    static MetricRegistry registry(InjectionPoint injectionPoint) {
      Objects.requireNonNull(injectionPoint.getMember());
      return SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE);
    }
  }

  static final class SecondRegistry {
    @Produces
    @Dependent
    static MetricRegistry registry() {
      return SharedMetricRegistries.getOrCreate("second");
    }
  }

  static final class NoRegistry {
    @Produces
    @Dependent
    static @Nullable MetricRegistry registry() {
      return null;
    }
  }

  static final class BrokenRegistry {
    @Produces
    @Dependent
    static MetricRegistry registry() {
      return Optional.<MetricRegistry>empty()
          .orElseThrow(() -> new IllegalStateException("no registry today"));
    }
  }

  static final class Unrelated {}

  private static Optional<DeploymentMetrics> find(Class<?>... beans) {
    try (WeldContainer container = Cdi.with(beans)) {
      return MicroProfileBackend.find(container.getBeanManager(), TelemetryConfig.load());
    }
  }

  private static String text(DeploymentMetrics metrics) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      metrics.text().orElseThrow().write(text, null, Set.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return text.toString(UTF_8);
  }

  @Test
  void eventsAreInTheTextOfTheRegistryThatIsInjected() {
    DeploymentMetrics metrics = find(Application.class).orElseThrow();
    metrics.workerSpawned();
    metrics.proxyRequest("shop", 404);

    assertThat(text(metrics))
        .contains("blockyard_workers_active 1.0\n")
        .contains("blockyard_workers_spawned_total 1.0\n")
        .contains("blockyard_proxy_requests_total{app=\"shop\",status=\"4xx\",} 1.0\n")
        .contains("backend=\"microprofile-metrics\"");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void theConfigurationOfTheDeploymentDecidesAboutApps() {
    System.setProperty(PREFIX + "max", "1");
    System.setProperty(PREFIX + "durations", "true");
    DeploymentMetrics metrics = find(Application.class).orElseThrow();
    metrics.coldStarted(Duration.ofSeconds(1), "shop");
    metrics.coldStarted(Duration.ofSeconds(1), "mail");

    assertThat(text(metrics))
        .contains("blockyard_app_cold_start_seconds_count{app=\"shop\",} 1.0\n")
        .contains("blockyard_app_cold_start_seconds_count{app=\"_other\",} 1.0\n");
  }

  @Test
  void appsHaveNoDurationsUnlessTheyAreConfigured() {
    DeploymentMetrics metrics = find(Application.class).orElseThrow();
    metrics.coldStarted(Duration.ofSeconds(1), "shop");

    assertThat(text(metrics))
        .contains("blockyard_cold_start_seconds_count 1.0\n")
        .doesNotContain("blockyard_app_cold_start_seconds");
  }

  /** A server that adds the name finds it by the thread, and not every request ends on its own. */
  @Test
  void anExpectedRequestHasItsSeriesAtOnceWhereTheApplicationHasAName() {
    DeploymentMetrics nameless = find(Application.class).orElseThrow();
    nameless.expectRequest("shop");
    assertThat(text(nameless)).doesNotContain("blockyard_proxy_requests_total");
    nameless.close();

    System.setProperty("mp.metrics.appName", "platform");
    DeploymentMetrics named = find(Application.class).orElseThrow();
    named.expectRequest("shop");
    assertThat(text(named).lines())
        .filteredOn(line -> line.startsWith("blockyard_proxy_requests_total"))
        .hasSize(5)
        .allMatch(line -> line.contains("app=\"shop\"") && line.endsWith(" 0.0"));
  }

  @Test
  void theNextDeploymentStartsFromNothing() {
    DeploymentMetrics ended = find(Application.class).orElseThrow();
    ended.workerSpawned();
    ended.proxyRequest("shop", 200);
    ended.close();
    assertThat(text(ended)).doesNotContain("blockyard_");

    assertThat(text(find(Application.class).orElseThrow()))
        .contains("blockyard_workers_spawned_total 0.0\n")
        .doesNotContain("shop");
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aDeploymentWithoutARegistryHasNoSuchBackend() {
    assertThat(find(Unrelated.class)).isEmpty();
    assertThat(find(NoRegistry.class)).isEmpty();
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aRegistryThatCannotBeInjectedFailsTheDeploymentAndSaysWhy() {
    assertThatThrownBy(() -> find(BrokenRegistry.class))
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0015: ")
        .hasMessageContaining("no registry today")
        .hasMessageContaining("blockyard.telemetry.metrics.backend");
    assertThatThrownBy(() -> find(Application.class, SecondRegistry.class))
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0015: ")
        .hasMessageContaining("SecondRegistry");
  }
}
