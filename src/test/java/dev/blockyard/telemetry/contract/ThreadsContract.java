package dev.blockyard.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.testing.Exposition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exact counts under many threads, on every backend. */
public abstract class ThreadsContract extends MetricsContract {
  /** A reader sees whole looks at the workers only, and counters that never go back. */
  @Test
  void sumsAreExactWhenManyThreadsRecordForgetAndRead() throws Exception {
    int threads = 6;
    int rounds = 2_000;
    List<Worker> few = workers(2, 1, 4);
    List<Worker> many = workers(20, 10, 40);
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger recording = new AtomicInteger(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads + 2);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  try {
                    for (int i = 0; i < rounds; i++) {
                      metrics.workerSpawned();
                      metrics.workerStopped(i % 2 == 0 ? StopReason.GRACEFUL : StopReason.CRASHED);
                      metrics.sessionOpened();
                      metrics.sessionOpened();
                      metrics.sessionClosed();
                      metrics.workersByState(i % 2 == 0 ? many : few);
                      metrics.bundleUploaded();
                      metrics.bundleRestored(Duration.ofSeconds(1));
                      metrics.bundleRestoreFailed();
                      metrics.auditEntryDropped();
                      metrics.coldStarted(Duration.ofSeconds(1));
                      metrics.proxyRequestForwarded(Duration.ofSeconds(1));
                      metrics.proxyRequest("app-" + i % 5, 200);
                      metrics.proxyRequest("many-" + thread + "-" + i, 200);
                      metrics.healthCheckFailed("app-" + i % 5);
                      metrics.forgetApp("not-there-" + i);
                    }
                  } finally {
                    recording.decrementAndGet(); // readers wait for those that fail, too
                  }
                  return null;
                }));
      }
      for (int t = 0; t < 2; t++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  Exposition before = exposition();
                  while (recording.get() > 0) {
                    before = readAfter(before);
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    metrics.workersByState(few);

    double all = threads * rounds;
    Exposition shown = exposition();
    assertThat(shown.value("blockyard_workers_spawned_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_workers_stopped_total{reason=\"graceful\"}"))
        .isEqualTo(all / 2);
    assertThat(shown.value("blockyard_workers_stopped_total{reason=\"crashed\"}"))
        .isEqualTo(all / 2);
    assertThat(shown.value("blockyard_workers_active")).isEqualTo(0);
    assertThat(shown.value("blockyard_sessions_active")).isEqualTo(all);
    assertThat(workers()).containsExactly(2.0, 1.0, 4.0);
    assertThat(shown.value("blockyard_bundles_uploaded_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_bundle_restores_succeeded_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_bundle_restores_failed_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_audit_entries_dropped_total")).isEqualTo(all);
    assertThat(shown.value("blockyard_cold_start_seconds_count")).isEqualTo(all);
    assertThat(shown.value("blockyard_cold_start_seconds_sum")).isEqualTo(all);
    assertThat(shown.value("blockyard_proxy_request_seconds_count")).isEqualTo(all);
    assertThat(shown.value("blockyard_build_seconds_bucket{le=\"5.0\"}")).isEqualTo(all);
    assertThat(shown.sum("blockyard_health_checks_failed_total")).isEqualTo(all);
    assertThat(shown.find("blockyard_proxy_requests_total")).hasSizeLessThanOrEqualTo(MAX_APPS + 1);
    assertThat(shown.sum("blockyard_proxy_requests_total")).isEqualTo(2 * all);
  }

  private Exposition readAfter(Exposition before) {
    Exposition now = exposition();
    assertThat(now.value("blockyard_workers{state=\"busy\"}")).isIn(0.0, 2.0, 20.0);
    assertThat(now.value("blockyard_workers{state=\"idle\"}")).isIn(0.0, 1.0, 10.0);
    assertThat(now.value("blockyard_workers{state=\"draining\"}")).isIn(0.0, 4.0, 40.0);
    now.samples(key -> key.contains("_total"))
        .forEach(
            (key, value) -> assertThat(value).as(key).isGreaterThanOrEqualTo(before.value(key)));
    return now;
  }

  @Test
  void anAppThatComesAndGoesKeepsItsPlaceCountRight() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    metrics.proxyRequest("app-" + i % 3, 200);
                    metrics.forgetApp("app-" + i % 3);
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    IntStream.range(0, 3).forEach(i -> metrics.forgetApp("app-" + i));
    assertThat(exposition().find("blockyard_proxy_requests_total")).isEmpty();

    IntStream.range(0, MAX_APPS + 1).forEach(i -> metrics.proxyRequest("next-" + i, 200));
    assertThat(exposition().value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);
  }
}
