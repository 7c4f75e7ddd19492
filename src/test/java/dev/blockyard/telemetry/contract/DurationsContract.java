package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.ColdStartPhase;
import dev.blockyard.telemetry.testing.Exposition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Durations, buckets and the families of all metrics, on every backend. */
public abstract class DurationsContract extends MetricsContract {
  @Test
  void negativeAndMissingDurationsCountAsZero() {
    metrics.coldStarted(Duration.ofSeconds(-5));
    metrics.coldStarted(null);

    Exposition shown = exposition();
    assertThat(shown.value("blockyard_cold_start_seconds_count")).isEqualTo(2);
    assertThat(shown.value("blockyard_cold_start_seconds_sum")).isEqualTo(0);
  }

  @Test
  void durationsBeyondAllBoundsAreTaken() {
    metrics.proxyRequestForwarded(Duration.ofSeconds(Long.MAX_VALUE));

    Exposition shown = exposition();
    assertThat(shown.value("blockyard_proxy_request_seconds_count")).isEqualTo(1);
    assertThat(shown.value("blockyard_proxy_request_seconds_bucket{le=\"10.0\"}")).isEqualTo(0);
    assertThat(shown.value("blockyard_proxy_request_seconds_bucket{le=\"+Inf\"}")).isEqualTo(1);
  }

  @Test
  void bucketsAreTheOnesOfTheReference() {
    metrics.coldStarted(Duration.ZERO);
    metrics.proxyRequestForwarded(Duration.ZERO);
    metrics.bundleRestored(Duration.ZERO);
    metrics.coldStarted(Duration.ZERO, "shop");
    metrics.proxyRequestForwarded(Duration.ZERO, "shop");
    metrics.coldStartPhase(ColdStartPhase.READY, Duration.ZERO);

    assertThat(bounds("blockyard_cold_start_seconds"))
        .containsExactly("0.5", "1.0", "2.0", "4.0", "8.0", "16.0", "32.0", "64.0", "+Inf");
    assertThat(bounds("blockyard_proxy_request_seconds"))
        .containsExactly(
            "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0",
            "+Inf");
    assertThat(bounds("blockyard_build_seconds"))
        .containsExactly("5.0", "10.0", "20.0", "40.0", "80.0", "160.0", "320.0", "640.0", "+Inf");
    assertThat(bounds("blockyard_app_cold_start_seconds"))
        .isEqualTo(bounds("blockyard_cold_start_seconds"));
    assertThat(bounds("blockyard_app_proxy_request_seconds"))
        .isEqualTo(bounds("blockyard_proxy_request_seconds"));
    assertThat(bounds("blockyard_cold_start_phase_seconds", "phase=ready"))
        .isEqualTo(bounds("blockyard_cold_start_seconds"));
  }

  private List<String> bounds(String histogram, String... labels) {
    return exposition().find(histogram + "_bucket", labels).keySet().stream()
        .map(sample -> sample.replaceFirst(".*le=\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Test
  void familiesHaveTheirTypeAndAHelpText() {
    eventOfEachKind();

    Exposition shown = exposition();
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("blockyard_workers_active", "gauge"),
            Map.entry("blockyard_workers", "gauge"),
            Map.entry("blockyard_sessions_active", "gauge"),
            Map.entry("blockyard_workers_spawned_total", "counter"),
            Map.entry("blockyard_workers_stopped_total", "counter"),
            Map.entry("blockyard_bundles_uploaded_total", "counter"),
            Map.entry("blockyard_bundle_restores_succeeded_total", "counter"),
            Map.entry("blockyard_bundle_restores_failed_total", "counter"),
            Map.entry("blockyard_proxy_requests_total", "counter"),
            Map.entry("blockyard_health_checks_failed_total", "counter"),
            Map.entry("blockyard_audit_entries_dropped_total", "counter"),
            Map.entry("blockyard_cold_start_seconds", "histogram"),
            Map.entry("blockyard_proxy_request_seconds", "histogram"),
            Map.entry("blockyard_build_seconds", "histogram"),
            Map.entry("blockyard_worker_spawns_failed_total", "counter"),
            Map.entry("blockyard_cold_starts_in_progress", "gauge"),
            Map.entry("blockyard_cold_start_phase_seconds", "histogram"),
            Map.entry("blockyard_workers_reconciled_timestamp_seconds", "gauge"),
            Map.entry("blockyard_telemetry_info", "gauge"),
            Map.entry("blockyard_app_cold_start_seconds", "histogram"),
            Map.entry("blockyard_app_proxy_request_seconds", "histogram"));
    assertThat(shown.types()).containsAllEntriesOf(expected);
    assertThat(expected.keySet())
        .allSatisfy(name -> assertThat(shown.help().get(name)).as(name).isNotBlank());
    assertThat(shown.samples().keySet()).noneMatch(sample -> sample.contains("quantile="));
  }

  private void eventOfEachKind() {
    EventsContract.events().forEach(event -> this.<BlockyardMetrics>callOf(event).accept(metrics));
  }

  @SuppressWarnings("unchecked")
  private <T> Consumer<T> callOf(Arguments event) {
    return (Consumer<T>) event.get()[1];
  }
}
