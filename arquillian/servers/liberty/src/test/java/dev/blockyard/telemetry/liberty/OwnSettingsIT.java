package dev.blockyard.telemetry.liberty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSet;
import dev.blockyard.telemetry.container.Wars;
import dev.blockyard.telemetry.testing.Exposition;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that sets buckets and percentiles for metrics of its own, and for all. */
@ExtendWith(ArquillianExtension.class)
class OwnSettingsIT {
  private final Client client = new Client("own-settings");

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probeWithOwnMetrics(
        "own-settings",
        "mp.metrics.distribution.percentiles=.*=0.5,0.9",
        "mp.metrics.distribution.percentiles-histogram.enabled=.*=false",
        "mp.metrics.distribution.timer.buckets=.*=1s,3s;probe_render_seconds=10ms,20ms");
  }

  @Test
  void settingsOfTheApplicationHoldForItsMetricsAndTheModulesForItsOwn() throws Exception {
    MetricSet.assertThatClosedSeriesAreAtZero(client.metrics());

    assertThat(client.send("POST", "own-metrics").statusCode()).isEqualTo(200);

    Exposition metrics = client.metrics();
    assertThat(metrics.find("probe_render_seconds_bucket"))
        .isEqualTo(
            Map.of(
                "probe_render_seconds_bucket{le=\"0.01\"}", 0.0,
                "probe_render_seconds_bucket{le=\"0.02\"}", 1.0,
                "probe_render_seconds_bucket{le=\"+Inf\"}", 1.0));
    assertThat(metrics.find("probe_other_seconds_bucket"))
        .isEqualTo(
            Map.of(
                "probe_other_seconds_bucket{le=\"1.0\"}", 1.0,
                "probe_other_seconds_bucket{le=\"3.0\"}", 1.0,
                "probe_other_seconds_bucket{le=\"+Inf\"}", 1.0));
    assertThat(metrics.find("probe_render_seconds"))
        .containsOnlyKeys(
            "probe_render_seconds{quantile=\"0.5\"}", "probe_render_seconds{quantile=\"0.9\"}");
  }
}
