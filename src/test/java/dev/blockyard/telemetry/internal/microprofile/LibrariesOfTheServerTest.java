package dev.blockyard.telemetry.internal.microprofile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.DeploymentMetrics;
import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.metrics.SharedMetricRegistries;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WARs that find SmallRye Metrics, or Micrometer below it, in the server. */
public class LibrariesOfTheServerTest {
  private static final String SMALLRYE = "io.smallrye.metrics.";
  private static final String MICROMETER = "io.micrometer.";
  private static final MetricID SPAWNED = new MetricID("blockyard_workers_spawned_total");

  private final Set<MeterRegistry> before = Set.copyOf(Metrics.globalRegistry.getRegistries());
  private final TestRegistry registry = new TestRegistry();
  private final Log log = Log.open();

  @AfterEach
  void removeWhatWasAdded() {
    Set.copyOf(Metrics.globalRegistry.getRegistries()).stream()
        .filter(added -> !before.contains(added))
        .forEach(Metrics::removeRegistry);
    registry.close();
    log.close();
  }

  /** Finds the module's metrics in the WAR's own class loader. */
  public abstract static class WebApp implements Consumer<MetricRegistry> {
    private static Optional<MetricRegistry> injected = Optional.empty();

    static final class Producer {
      @Produces
      @Dependent
      static MetricRegistry registry() {
        return injected.orElseThrow();
      }
    }

    abstract void run(DeploymentMetrics metrics, MetricRegistry registry) throws Exception;

    @Override
    public void accept(MetricRegistry registry) {
      injected = Optional.of(registry);
      try (WeldContainer container = Cdi.with(Producer.class)) {
        DeploymentMetrics metrics =
            MicroProfileBackend.find(container.getBeanManager(), TelemetryConfig.load())
                .orElseThrow();
        run(metrics, registry);
        metrics.close();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The server has one registry for all applications, and an endpoint for it. */
  public static final class OnTheServersRegistry extends WebApp {
    public OnTheServersRegistry() {}

    @Override
    void run(DeploymentMetrics metrics, MetricRegistry registry) throws Exception {
      assertThat(metrics.text()).isEmpty();
      assertThat(SmallRye.isOnMicrometerOfTheServer()).isFalse();
      metrics.workerSpawned();
      assertThat(registry.getCounter(SPAWNED).getCount()).isEqualTo(1);

      registry.removeMatching(MetricFilter.ALL); // as at the end of another application

      Await.until(() -> assertThat(registry.getMetrics()).containsKey(SPAWNED));
      metrics.workerSpawned();
      assertThat(registry.getCounter(SPAWNED).getCount()).isEqualTo(1);
    }
  }

  /** The module shows the registry on its own endpoint. */
  public static final class OnItsOwnRegistry extends WebApp {
    public OnItsOwnRegistry() {}

    @Override
    public void accept(MetricRegistry ofTheServer) {
      super.accept(SharedMetricRegistries.getOrCreate(MetricRegistry.APPLICATION_SCOPE));
    }

    @Override
    void run(DeploymentMetrics metrics, MetricRegistry registry) throws Exception {
      metrics.workerSpawned();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      metrics.text().orElseThrow().write(text, null, Set.of());

      assertThat(text.toString(UTF_8)).contains("blockyard_workers_spawned_total 1.0\n");
    }
  }

  @Test
  void aServersRegistryIsShownByTheServerAndGetsBackWhatItLoses() throws Exception {
    new WebAppLoader(List.of(), List.of(SMALLRYE, MICROMETER))
        .run(OnTheServersRegistry.class, registry.registry());

    assertThat(registry.registry().getMetrics()).isEmpty();
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aRegistryWithoutThePrometheusFormatIsNotShownByTheModule() throws Exception {
    new WebAppLoader(List.of(), List.of(MICROMETER + "prometheus."))
        .run(OnTheServersRegistry.class, registry.registry());

    assertThat(log.messages()).isEmpty();
  }

  @Test
  void anApplicationWhoseMicrometerIsTheServersIsTold() throws Exception {
    new WebAppLoader(List.of(SMALLRYE), List.of()).run(OnItsOwnRegistry.class, registry.registry());

    assertThat(log.messages()).singleElement().asString().startsWith("BYT0017: ");
  }

  @Test
  void anApplicationWithBothOfItsOwnIsToldNothing() throws Exception {
    new WebAppLoader(List.of(SMALLRYE, MICROMETER), List.of())
        .run(OnItsOwnRegistry.class, registry.registry());

    assertThat(log.messages()).isEmpty();
  }
}
