package dev.blockyard.telemetry.internal.deployment;

import static dev.blockyard.telemetry.internal.deployment.WebDeployment.app;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.cdi;
import static dev.blockyard.telemetry.internal.deployment.WebDeployment.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The recorder of the page about metrics: the module's series in a registry of the application. */
class OwnRecorderTest {
  private static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

  private final WebDeployment deployment = new WebDeployment();

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  @Alternative
  @ApplicationScoped
  @Priority(1)
  static class Recorder {
    @Produces
    @ApplicationScoped
    BlockyardMetrics metrics() {
      return PrometheusMetrics.on(REGISTRY);
    }
  }

  @ApplicationScoped
  static class Bundles {
    @CountedBundleUpload
    void upload() {}
  }

  @Test
  void callsAndRequestsAreCountedThereAndTheModuleShowsNothing() throws Exception {
    deployment.configure("metrics.backend", "none");
    try (WeldContainer cdi = cdi(Recorder.class, Bundles.class);
        Running server = Container.JETTY.start(app())) {
      cdi.select(Bundles.class).get().upload();
      assertThat(get(server, "/app/known").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(404);
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, REGISTRY.scrape());
    assertThat(text.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "blockyard_bundles_uploaded_total 1.0",
            "blockyard_proxy_requests_total{app=\"app1\",status=\"2xx\"} 1.0");
  }
}
