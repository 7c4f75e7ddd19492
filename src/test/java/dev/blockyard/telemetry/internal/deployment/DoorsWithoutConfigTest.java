package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.opentelemetry.OpenTelemetryMetrics;
import dev.blockyard.telemetry.prometheus.PrometheusMetrics;
import dev.blockyard.telemetry.testing.Log;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The public doors in a program that has no MicroProfile Config: every key is at its default. */
public class DoorsWithoutConfigTest {
  private static final String CONFIG = "microprofile-config-api.*|smallrye-config.*";

  /** Records for more apps than have series of their own, and says how many labels there are. */
  abstract static class Program implements Callable<String> {
    static void record(BlockyardMetrics metrics) {
      for (int i = 0; i < 1_000; i++) {
        metrics.proxyRequest("app-" + i, 200);
      }
      metrics.proxyRequest("one more", 200);
      metrics.proxyRequest("and another", 200);
    }

    static String described(List<String> apps) {
      return apps.size() + " apps, the rest together: " + apps.contains("_other");
    }
  }

  /** The built-in backend. */
  public static final class OnPrometheus extends Program {
    public OnPrometheus() {}

    @Override
    public String call() {
      PrometheusRegistry registry = new PrometheusRegistry();
      record(PrometheusMetrics.on(registry));
      return described(
          registry.scrape("blockyard_proxy_requests"::equals).stream()
              .flatMap(metric -> metric.getDataPoints().stream())
              .map(point -> point.getLabels().get("app"))
              .toList());
    }
  }

  /** OpenTelemetry. */
  public static final class OnOpenTelemetry extends Program {
    public OnOpenTelemetry() {}

    @Override
    public String call() {
      InMemoryMetricReader reader = InMemoryMetricReader.create();
      try (SdkMeterProvider provider =
          SdkMeterProvider.builder().registerMetricReader(reader).build()) {
        record(OpenTelemetryMetrics.on(provider.get("without config")));
        return described(
            reader.collectAllMetrics().stream()
                .filter(metric -> metric.getName().equals("blockyard.proxy.requests"))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .map(point -> point.getAttributes().get(AttributeKey.stringKey("app")))
                .toList());
      }
    }
  }

  @Test
  void boundOnAppsIsAThousandOnPrometheus() throws Exception {
    assertThatBoundIsAThousand(OnPrometheus.class);
  }

  @Test
  void boundOnAppsIsAThousandOnOpenTelemetry() throws Exception {
    assertThatBoundIsAThousand(OnOpenTelemetry.class);
  }

  private static void assertThatBoundIsAThousand(Class<? extends Callable<String>> program)
      throws Exception {
    try (Log log = Log.open()) {
      assertThat(MissingLibraryTest.textWithout(CONFIG, program))
          .isEqualTo("1001 apps, the rest together: true");
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("blockyard.telemetry.apps.max");
    }
  }
}
