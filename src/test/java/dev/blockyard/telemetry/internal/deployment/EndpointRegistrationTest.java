package dev.blockyard.telemetry.internal.deployment;

import static dev.blockyard.telemetry.internal.deployment.WebDeployment.app;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.appWithOwnMetricsPage;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.cdi;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.testing.Exposition;
import dev.blockyard.telemetry.testing.Log;
import io.smallrye.metrics.SharedMetricRegistries;
import java.time.Duration;
import java.util.List;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the module's own endpoint is, and what it shows. */
@Timeout(60)
class EndpointRegistrationTest {
  private final WebDeployment deployment = new WebDeployment();
  private final Log warnings = Log.open();

  @AfterEach
  void clear() {
    warnings.close();
    deployment.close();
  }

  @Test
  void ownSeriesHaveNeitherScopeNorMaximumAndOthersKeepThem() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      SharedMetricRegistries.getOrCreate("application").counter("the_users_own").inc();
      assertThat(cdi.isRunning()).isTrue();

      List<String> lines = get(server, "/metrics").body().lines().toList();

      assertThat(lines).contains("the_users_own_total{mp_scope=\"application\",} 1.0");
      assertThat(lines)
          .filteredOn(line -> line.startsWith("blockyard_"))
          .isNotEmpty()
          .noneMatch(line -> line.contains("mp_scope") || line.contains("_max"));
    }
  }

  @Test
  void theReferencesEventsGiveTheReferencesSamplesAtTheEndpoint() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      BlockyardMetrics metrics = cdi.select(BlockyardMetrics.class).get();
      metrics.workerSpawned();
      metrics.workerSpawned();
      metrics.workerStopped(StopReason.IDLE_TIMEOUT);
      metrics.healthCheckFailed("app1");
      metrics.workersByState(3, 0, 0);
      metrics.coldStarted(Duration.ofMillis(1500));
      metrics.proxyRequestForwarded(Duration.ofMillis(50));
      metrics.bundleRestored(Duration.ofSeconds(30));
      get(server, "/app/known");
      get(server, "/app/missing");

      Exposition shown = Exposition.parse(get(server, "/metrics").body());
      assertThat(shown.samples()).containsAllEntriesOf(Exposition.ofReference().samples());
      assertThat(shown.samples().keySet()).allMatch(sample -> sample.startsWith("blockyard_"));
    }
  }

  @ParameterizedTest
  @CsvSource({"enabled,false", "metrics.backend,none", "metrics.path,none"})
  void noEndpoint(String key, String value) throws Exception {
    deployment.configure(key, value);
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void endpointMovesToConfiguredPath() throws Exception {
    deployment.configure("metrics.path", "/internal/prometheus");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/internal/prometheus").body()).contains("blockyard_workers_active");
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void accessIsConfigured() throws Exception {
    deployment.configure("metrics.access", "token");
    deployment.configure("metrics.token", "s3cret");
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(app())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(401);
      assertThat(warnings.messages()).isEmpty();
      assertThat(warnings.announced()).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
    }
  }

  @Test
  void applicationKeepsItsOwnServletOnTheEndpointsPath() throws Exception {
    try (WeldContainer cdi = cdi();
        Running server = Container.JETTY.start(appWithOwnMetricsPage())) {
      assertThat(cdi.isRunning()).isTrue();
      assertThat(get(server, "/metrics").body()).isEqualTo("mine");
      assertThat(warnings.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0009")
          .contains("/metrics");
    }
  }
}
