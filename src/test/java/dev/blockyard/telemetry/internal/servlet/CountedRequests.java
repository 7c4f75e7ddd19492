package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.microprofile.MicroProfileMetrics;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Metrics in a registry of their own, and what they say about requests. */
final class CountedRequests implements AutoCloseable {
  private static final String REQUESTS = "blockyard_proxy_requests_total";

  private final TestRegistry registry = new TestRegistry();
  private final BlockyardMetrics metrics = MicroProfileMetrics.on(registry.registry());
  private final Semaphore calls = new Semaphore(0);

  /** Returns the metrics; each call of theirs is noticed by {@link #await}. */
  BlockyardMetrics metrics() {
    return (BlockyardMetrics)
        Proxy.newProxyInstance(
            BlockyardMetrics.class.getClassLoader(),
            new Class<?>[] {BlockyardMetrics.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(metrics, arguments);
              calls.release();
              return result;
            });
  }

  /** Waits until a request is counted; that no second one is, shows once the server is closed. */
  void await() throws InterruptedException {
    assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).as("a request was counted").isTrue();
  }

  /** Returns the counts by labels, such as {@code app1 2xx}. */
  Map<String, Long> byAppAndClass() {
    Map<String, Long> counts = new TreeMap<>();
    registry
        .registry()
        .getCounters((id, metric) -> id.getName().equals(REQUESTS))
        .forEach(
            (id, counter) ->
                counts.put(
                    id.getTags().get("app") + ' ' + id.getTags().get("status"),
                    counter.getCount()));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  @Override
  public void close() {
    registry.close();
  }
}
