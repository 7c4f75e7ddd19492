package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TestConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  private static <T> T with(Map<String, String> user, Function<SmallRyeConfig, T> question) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new OpenTelemetryConfigSource())
            .withSources(new PropertiesConfigSource(user, "the user", 100))
            .withSources(new PropertiesConfigSource(OF_THE_SERVER, "the server", Integer.MIN_VALUE))
            .build();
    return TestConfig.of(config).get(() -> question.apply(config));
  }

  /** What is effective of all {@code otel.*} keys. */
  private static Map<String, String> told(String... user) {
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
                "localhost:4317",
                "otel.exporter.otlp.endpoint",
                "http://mine:1",
                "otel.traces.exporter",
                "console",
                "otel.logs.exporter",
                "otlp",
                "otel.service.name",
                "mine"))
        .containsEntry("exporter.otlp.endpoint", "http://mine:1")
        .doesNotContainValue("http://127.0.0.1:4317")
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

  /** Payara asks for the value of every name, and fails the deployment if there is none. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -",
        "blockyard.telemetry.otlp.endpoint, collector:4317",
        "blockyard.telemetry.enabled, false",
        "otel.sdk.disabled, true",
        "otel.sdk.disabled, false",
        "otel.service.name, mine",
        "blockyard.telemetry.apps.max, many",
      })
  void everyListedNameHasAValue(String key, String value) {
    with(
        key == null ? Map.of() : Map.of(key, value),
        config -> {
          for (ConfigSource source :
              List.of(new OpenTelemetryConfigSource(), new CardinalityConfigSource())) {
            for (String name : source.getPropertyNames()) {
              assertThat(source.getValue(name)).as(name).isNotEmpty();
            }
            assertThat(source.getProperties()).containsOnlyKeys(source.getPropertyNames());
          }
          return "";
        });
  }

  /** Quarkus starts before there is a configuration for the application. */
  @Test
  void aConfigurationThatIsNotReadyHasNoAnswersYet() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ConfigProviderResolver resolver = ConfigProviderResolver.instance();
    ConfigProviderResolver.setInstance(new NotReady());
    thread.setContextClassLoader(new ClassLoader(before) {});
    try {
      OpenTelemetryConfigSource source = new OpenTelemetryConfigSource();
      assertThat(source.getPropertyNames()).isEmpty();
      assertThat(source.getProperties()).isEmpty();
      assertThat(source.getValue("otel.sdk.disabled")).isNull();
      assertThat(new CardinalityConfigSource().getValue(CardinalityConfigSource.KEY)).isNull();
    } finally {
      ConfigProviderResolver.setInstance(resolver);
      thread.setContextClassLoader(before);
    }
    assertThat(told()).containsEntry("sdk.disabled", "false");
  }

  private static final class NotReady extends ConfigProviderResolver {
    @Override
    public Config getConfig() {
      throw new IllegalStateException("not ready");
    }

    @Override
    public Config getConfig(ClassLoader loader) {
      return getConfig();
    }

    @Override
    public ConfigBuilder getBuilder() {
      throw new IllegalStateException("not ready");
    }

    @Override
    public void registerConfig(Config config, ClassLoader loader) {}

    @Override
    public void releaseConfig(Config config) {}
  }

  /** An SDK asks for dozens of keys. */
  @Test
  void answersAreComputedOnce() {
    AtomicInteger reads = new AtomicInteger();
    ConfigSource counting =
        new ConfigSource() {
          @Override
          public Set<String> getPropertyNames() {
            return Set.of(ENDPOINT);
          }

          @Override
          public @Nullable String getValue(String key) {
            if (!key.equals(ENDPOINT)) {
              return null;
            }
            reads.incrementAndGet();
            return "collector:4317";
          }

          @Override
          public String getName() {
            return "counting";
          }
        };
    TestConfig.only(counting)
        .run(
            () -> {
              for (int i = 0; i < 10; i++) {
                assertThat(new OpenTelemetryConfigSource().getValue("otel.traces.exporter"))
                    .isEqualTo("otlp");
                assertThat(new OpenTelemetryConfigSource().getPropertyNames()).isNotEmpty();
                assertThat(new CardinalityConfigSource().getProperties()).hasSize(2);
              }
            });
    assertThat(reads).hasValue(1);
  }

  /** An application may have several instances of a source, which must not ask one another. */
  @Test
  void aSecondInstanceIsNotAskedWhileTheFirstReads() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new OpenTelemetryConfigSource(), new OpenTelemetryConfigSource())
            .build();
    assertThat(
            TestConfig.of(config)
                .get(() -> config.getOptionalValue("otel.sdk.disabled", String.class)))
        .contains("false");
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
