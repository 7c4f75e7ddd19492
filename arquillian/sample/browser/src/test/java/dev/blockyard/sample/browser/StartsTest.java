package dev.blockyard.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import dev.blockyard.telemetry.testing.Exposition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Starts on the page: those that fail, what they are made of, and how fresh the figures are. */
class StartsTest extends PageScenario {
  /** The buttons that are pressed here. */
  static final Set<String> BUTTONS = Set.of("fill", "start-fails", "start-hangs");

  @Test
  void startThatFailsIsCountedByItsReason() throws Exception {
    press("start-fails", deployed() + " worker_spawns_failed_total{reason='error'}=1");
    press("start-hangs", deployed() + " worker_spawns_failed_total{reason='timeout'}=1");
    press(
        "fill",
        "worker_spawns_failed_total{reason='rejected'}=1 audit_entries_dropped_total=3"
            + " workers_spawned_total=2 cold_start_seconds_count=2 workers_active=2"
            + " workers{state='idle'}=2");

    assertThat(pressed).isEqualTo(BUTTONS);
    assertThat(errors()).isEmpty();
  }

  @Test
  void phasesAreShownByCountAndAverage() throws Exception {
    show(
        """
        blockyard_cold_start_phase_seconds_bucket{phase="prepare",le="+Inf"} 2.0
        blockyard_cold_start_phase_seconds_count{phase="prepare"} 2.0
        blockyard_cold_start_phase_seconds_sum{phase="prepare"} 1.0
        blockyard_cold_start_phase_seconds_count{phase="ready"} 4.0
        blockyard_cold_start_phase_seconds_sum{phase="ready"} 6.0
        blockyard_cold_starts_in_progress 3.0
        blockyard_worker_spawns_failed_total{reason="rejected"} 5.0
        """);

    assertThat(strings("[...document.querySelectorAll('[data-phase]')].map((m) => m.textContent)"))
        .isEqualTo(List.of("0.500", "–", "–", "1.500"));
  }

  @Test
  void timeOfTheLastReconciliationAndTheBackendAreShown() throws Exception {
    show(
        """
        blockyard_workers_active 1.0
        blockyard_workers_reconciled_timestamp_seconds 1.7641422E9
        blockyard_telemetry_info{backend="prometheus",version="1.2.3"} 1.0
        """);

    assertThat(strings("[new Date(1764142200000).toLocaleTimeString()]"))
        .containsExactly(browser.findElement(By.id("reconciled")).getText());
    assertThat(browser.findElement(By.id("info")).getText())
        .isEqualTo("Recorded by version 1.2.3 on the backend prometheus.");
  }

  /** Lets the page read this text instead of what the server says. */
  private static void show(String text) throws Exception {
    browser.executeScript(
        "const text = arguments[0]; window.fetch = async () => new Response(text)", text);
    Await.until(() -> assertPageShows(Exposition.parse(text)));
  }

  private static String deployed() {
    return "bundles_uploaded_total=1 bundle_restores_succeeded_total=1 build_seconds_count=1"
        + " audit_entries_dropped_total=2";
  }
}
