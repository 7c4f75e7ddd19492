package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers and requests in the metrics. */
class SamplePlatformTest extends SampleTest {
  @ParameterizedTest
  @CsvSource({
    "blockyard_workers_active,",
    "blockyard_workers, state=busy",
    "blockyard_workers, state=idle",
    "blockyard_workers, state=draining",
    "blockyard_sessions_active,",
    "blockyard_workers_spawned_total,",
    "blockyard_workers_stopped_total, reason=graceful",
    "blockyard_workers_stopped_total, reason=crashed",
    "blockyard_workers_stopped_total, reason=idle_timeout",
    "blockyard_bundles_uploaded_total,",
    "blockyard_bundle_restores_succeeded_total,",
    "blockyard_bundle_restores_failed_total,",
    "blockyard_audit_entries_dropped_total,",
    "blockyard_cold_start_seconds_count,",
    "blockyard_proxy_request_seconds_count,",
    "blockyard_build_seconds_count,",
  })
  void seriesWithAClosedLabelSetIsThereOnce(String name, String label) {
    assertThat(before.find(name, label == null ? new String[0] : new String[] {label})).hasSize(1);
  }

  @Test
  void firstRequestIsAColdStartAndTheSecondIsNot() throws Exception {
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=2xx");
    changed(1, "blockyard_workers_spawned_total");
    changed(1, "blockyard_workers_active");
    changed(1, "blockyard_cold_start_seconds_count");
    changed(1, "blockyard_proxy_request_seconds_count");

    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(200);
    eventuallyChanged(2, "blockyard_proxy_requests_total", "app=" + app, "status=2xx");
    changed(1, "blockyard_workers_spawned_total");
    changed(1, "blockyard_cold_start_seconds_count");
    changed(2, "blockyard_proxy_request_seconds_count");
  }

  @Test
  void everyVersionOfAnAppGetsAWorkerOfItsOwn() throws Exception {
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("one\n");
    upload("greeting=two");
    assertThat(request("GET", "/app/" + app + "/").body()).isEqualTo("two\n");

    changed(2, "blockyard_workers_spawned_total");
    changed(2, "blockyard_workers_active");
    tick();
    changed(1, "blockyard_workers_stopped_total", "reason=graceful");
  }

  @ParameterizedTest
  @CsvSource({"200, 2xx", "204, 2xx", "302, 3xx", "304, 3xx", "418, 4xx", "500, 5xx", "503, 5xx"})
  void answerOfAWorkerIsCountedUnderItsClass(int status, String statusClass) throws Exception {
    assertThat(request("GET", "/app/" + app + "/status/" + status).statusCode()).isEqualTo(status);

    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=" + statusClass);
    changed(1, "blockyard_proxy_requests_total", "app=" + app);
  }

  @Test
  void bodyTravelsBothWays() throws Exception {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(uri("http", "/app/" + app + "/echo?ignored=1"))
            .POST(BodyPublishers.ofString("ping"));

    assertThat(send(post).body()).isEqualTo("ping");
  }

  @Test
  void requestOfNoAppIsUnknown() throws Exception {
    assertThat(request("GET", "/app/nosuch/").statusCode()).isEqualTo(404);

    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=unknown", "status=4xx");
    changed(0, "blockyard_proxy_request_seconds_count");
    assertThat(scrape().find("blockyard_proxy_requests_total", "app=nosuch")).isEmpty();
  }

  @Test
  void crashedWorkerIsABadGatewayAndEvictedOnce() throws Exception {
    assertThat(request("GET", "/app/" + app + "/crash").statusCode()).isEqualTo(502);
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=" + app, "status=5xx");
    changed(1, "blockyard_workers_active");
    changed(0, "blockyard_health_checks_failed_total", "app=" + app);

    // The platform may see the broken connection before the system has taken note of the end.
    Await.until(
        () -> {
          tick();
          changed(1, "blockyard_workers_stopped_total", "reason=crashed");
        });
    tick();
    changed(1, "blockyard_workers_stopped_total");
    changed(1, "blockyard_health_checks_failed_total", "app=" + app);
    changed(0, "blockyard_workers_active");

    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(200);
    changed(2, "blockyard_workers_spawned_total");
  }

  @Test
  void workerThatNobodyUsesIsEvicted() throws Exception {
    request("GET", "/app/" + app + "/");

    Await.until(
        () -> {
          tick();
          changed(1, "blockyard_workers_stopped_total", "reason=idle_timeout");
        });
    changed(1, "blockyard_workers_stopped_total");
    changed(0, "blockyard_workers_active");
    changed(0, "blockyard_health_checks_failed_total");
  }

  @Test
  void deletedAppIsForgotten() throws Exception {
    request("GET", "/app/" + app + "/crash");
    Await.until(
        () -> {
          tick();
          changed(1, "blockyard_health_checks_failed_total", "app=" + app);
        });
    request("GET", "/app/" + app + "/");
    Await.until(
        () -> assertThat(scrape().find("blockyard_proxy_requests_total", "app=" + app)).hasSize(2));

    assertThat(request("DELETE", "/api/apps/" + app).statusCode()).isEqualTo(200);

    changed(1, "blockyard_workers_stopped_total", "reason=graceful");
    changed(0, "blockyard_workers_active");
    assertThat(scrape().samples().keySet()).noneMatch(key -> key.contains('"' + app + '"'));
    assertThat(request("DELETE", "/api/apps/" + app).statusCode()).isEqualTo(404);
    assertThat(request("GET", "/app/" + app + "/").statusCode()).isEqualTo(404);
    eventuallyChanged(1, "blockyard_proxy_requests_total", "app=unknown", "status=4xx");
  }
}
