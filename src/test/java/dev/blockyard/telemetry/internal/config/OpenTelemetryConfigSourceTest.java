package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TestConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MicroProfile Telemetry is told, beside what the user tells it. */
class OpenTelemetryConfigSourceTest {
  private static final String ENDPOINT = "blockyard.telemetry.otlp.endpoint";

  /** What MicroProfile Telemetry brings on WildFly. */
  private static final Map<String, String> OF_THE_SERVER =
      Map.of(
          "otel.sdk.disabled", "true",
          "otel.traces.exporter", "otlp",
          "otel.metrics.exporter", "otlp",
          "otel.logs.exporter", "otlp",
          "otel.exporter.otlp.endpoint", "http://localhost:4317",
          "otel.exporter.otlp.traces.endpoint", "http://localhost:4317",
          "otel.exporter.otlp.protocol", "grpc");

  /** Asks with the configuration of this thread's class loader. */
  static <T> T with(Map<String, String> user, Function<SmallRyeConfig, T> question) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new OpenTelemetryConfigSource())
            .withSources(new PropertiesConfigSource(user, "the user", 100))
            .withSources(new PropertiesConfigSource(OF_THE_SERVER, "the server", Integer.MIN_VALUE))
            .build();
    return TestConfig.of(config).get(() -> question.apply(config));
  }

  /** What is effective of all {@code otel.*} keys. */
  static Map<String, String> told(String... user) {
    return with(
        map(user),
        config -> {
          Map<String, String> told = new TreeMap<>();
          for (String name : config.getPropertyNames()) {
            if (name.startsWith("otel.")) {
              config
                  .getOptionalValue(name, String.class)
                  .ifPresent(value -> told.put(name.substring("otel.".length()), value));
            }
          }
          return told;
        });
  }

  private static Map<String, String> map(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void withoutAnEndpointItIsOnAndExportsNothing() {
    assertThat(told())
        .containsEntry("sdk.disabled", "false")
        .containsEntry("traces.exporter", "none")
        .containsEntry("metrics.exporter", "none")
        .containsEntry("logs.exporter", "none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"otel.traces.exporter", "otel.metrics.exporter", "otel.logs.exporter"})
  void withoutAnEndpointItStaysOffBesideAnExporterOfTheUser(String exporter) {
    assertThat(told(exporter, "console"))
        .containsEntry("sdk.disabled", "true")
        .containsEntry(exporter.substring("otel.".length()), "console");
    assertThat(told(exporter, "none")).containsEntry("sdk.disabled", "false");
  }

  @Test
  void theBackendOfTheUserTurnsItOnForTheExporterOfTheUser() {
    assertThat(
            told(
                "blockyard.telemetry.metrics.backend",
                "opentelemetry",
                "otel.metrics.exporter",
                "console"))
        .containsEntry("sdk.disabled", "false")
        .containsEntry("metrics.exporter", "console")
        .containsEntry("traces.exporter", "none");
  }

  @Test
  void theEndpointIsForSpansAloneWhereMetricsGoElsewhere() {
    assertThat(told(ENDPOINT, "collector:4317"))
        .isEqualTo(
            map(
                "sdk.disabled", "false",
                "traces.exporter", "otlp",
                "metrics.exporter", "none",
                "logs.exporter", "none",
                "exporter.otlp.endpoint", "https://collector:4317",
                "exporter.otlp.traces.endpoint", "https://collector:4317",
                "exporter.otlp.metrics.endpoint", "https://collector:4317",
                "exporter.otlp.protocol", "grpc",
                "exporter.otlp.traces.protocol", "grpc",
                "exporter.otlp.metrics.protocol", "grpc",
                "service.name", "blockyard"));
  }

  @Test
  void metricsGoThereTooWhereTheyAreRecordedOnOpenTelemetry() {
    assertThat(
            told(
                ENDPOINT, "localhost:4317", "blockyard.telemetry.metrics.backend", "opentelemetry"))
        .containsEntry("metrics.exporter", "otlp")
        .containsEntry("logs.exporter", "none");
  }

  @Test
  void whatTheUserSaysWins() {
    assertThat(
            told(
                ENDPOINT,
                "collector:4317",
                "otel.exporter.otlp.endpoint",
                "http://mine:1",
                "otel.traces.exporter",
                "console",
                "otel.logs.exporter",
                "otlp",
                "otel.service.name",
                "mine"))
        .containsEntry("exporter.otlp.endpoint", "http://mine:1")
        .doesNotContainValue("https://collector:4317")
        .containsEntry("traces.exporter", "console")
        .containsEntry("logs.exporter", "otlp")
        .containsEntry("service.name", "mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service.name=mine | false",
        "a=b, service.name = mine | false",
        "k8s.service.name=x | true",
        "service.name.suffix=x | true",
        "a=service.name=x | true",
        "service.namespace=x | true",
      })
  void theServiceIsNamedUnlessAnAttributeOfTheUserDoes(String attributes, boolean named) {
    assertThat(
            told(ENDPOINT, "localhost:4317", "otel.resource.attributes", attributes)
                .get("service.name"))
        .isEqualTo(named ? "blockyard" : null);
  }

  @Test
  void userWhoTurnsItOnSaysTheRest() {
    assertThat(told("otel.sdk.disabled", "false"))
        .containsEntry("traces.exporter", "otlp")
        .containsEntry("metrics.exporter", "otlp")
        .containsEntry("exporter.otlp.endpoint", "http://localhost:4317")
        .doesNotContainKey("service.name");
  }

  @ParameterizedTest
  @CsvSource({"otel.sdk.disabled, true", "blockyard.telemetry.enabled, false"})
  void nothingIsSaidWhereItIsOff(String key, String value) {
    assertThat(told(key, value, ENDPOINT, "localhost:4317"))
        .containsEntry("sdk.disabled", "true")
        .containsEntry("exporter.otlp.endpoint", "http://localhost:4317")
        .doesNotContainKey("service.name");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // otel.sdk.disabled and otel.metrics.exporter of the user, the endpoint: on, auto, off
        "-,     -,       -,              false, false, false",
        "-,     -,       localhost:4317, true,  false, false",
        "-,     otlp,    -,              false, false, false",
        "-,     otlp,    localhost:4317, true,  false, false",
        "false, -,       -,              true,  true,  false",
        "false, -,       localhost:4317, true,  true,  false",
        "false, otlp,    -,              true,  true,  false",
        "false, console, -,              true,  true,  false",
        "false, none,    -,              true,  false, false",
        "FALSE, NONE,    -,              true,  false, false",
        "false, none,    localhost:4317, true,  false, false",
        "true,  -,       localhost:4317, false, false, true",
        "true,  otlp,    -,              false, false, true",
      })
  void onlyTheUserTurnsItOnForMetrics(
      String disabled,
      String exporter,
      String endpoint,
      boolean enabled,
      boolean metrics,
      boolean off) {
    Map<String, String> user = new HashMap<>();
    if (disabled != null) {
      user.put("otel.sdk.disabled", disabled);
    }
    if (exporter != null) {
      user.put("otel.metrics.exporter", exporter);
    }
    if (endpoint != null) {
      user.put(ENDPOINT, endpoint);
    }
    TelemetryConfig config = with(user, effective -> TelemetryConfig.load());

    assertThat(config.openTelemetryEnabled()).isEqualTo(enabled);
    assertThat(config.openTelemetryMetrics()).isEqualTo(metrics);
    assertThat(config.openTelemetryDisabled()).isEqualTo(off);
  }
}
