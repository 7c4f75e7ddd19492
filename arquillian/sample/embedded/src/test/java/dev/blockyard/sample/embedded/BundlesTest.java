package dev.blockyard.sample.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Bundle;
import dev.blockyard.telemetry.testing.Await;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in the metrics, and what is refused. */
class BundlesTest extends SampleTest {
  @Test
  void goodBundleIsAnUploadAndARestore() throws Exception {
    assertThat(upload(Bundle.of("app.properties", "greeting=two")).statusCode()).isEqualTo(201);

    changed(1, "blockyard_bundles_uploaded_total");
    changed(1, "blockyard_bundle_restores_succeeded_total");
    changed(1, "blockyard_build_seconds_count");
    changed(0, "blockyard_bundle_restores_failed_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.properties", "../app.properties", "/app.properties"})
  void bundleWithoutTheRequiredEntryIsAnUploadAndAFailedRestore(String entry) throws Exception {
    assertThat(upload(Bundle.of(entry, "greeting=two")).statusCode()).isEqualTo(422);

    changed(1, "blockyard_bundles_uploaded_total");
    changed(1, "blockyard_bundle_restores_failed_total");
    changed(0, "blockyard_bundle_restores_succeeded_total");
    changed(0, "blockyard_build_seconds_count");
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
  }

  @Test
  void damagedBundleIsAFailedRestore() throws Exception {
    byte[] bundle = Bundle.of("app.properties", "greeting=" + "two ".repeat(100));

    assertThat(upload(Arrays.copyOf(bundle, bundle.length / 3)).statusCode()).isEqualTo(422);

    changed(1, "blockyard_bundle_restores_failed_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no zip"})
  void refusedUploadIsNone(String bundle) throws Exception {
    assertThat(upload(bundle.getBytes(UTF_8)).statusCode()).isEqualTo(400);

    changed(0, "blockyard_bundles_uploaded_total");
    changed(0, "blockyard_bundle_restores_failed_total");
    changed(0, "blockyard_bundle_restores_succeeded_total");
  }

  @Test
  void auditEntryIsDroppedWhenTheBufferIsFull() throws Exception {
    // Nothing empties the buffer within an hour, so every entry is dropped from the first one on.
    Await.until(
        () -> {
          upload(new byte[0]);
          assertThat(scrape().sum("blockyard_audit_entries_dropped_total")).isPositive();
        });
    before = scrape();

    upload(new byte[0]);
    upload(new byte[0]);

    changed(2, "blockyard_audit_entries_dropped_total");
  }
}
