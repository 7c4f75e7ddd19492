package dev.blockyard.telemetry.internal.config;

import static dev.blockyard.telemetry.internal.config.OpenTelemetryConfigSourceTest.told;
import static dev.blockyard.telemetry.internal.config.OpenTelemetryConfigSourceTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.TestConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the sources of configuration answer, and how often they read. */
class ConfigSourceAnswersTest {
  private static final String ENDPOINT = "blockyard.telemetry.otlp.endpoint";

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
}
