package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
  @Test
  void everyKeyThatIsReadIsKnown() {
    Set<String> read = new TreeSet<>();
    TelemetryConfig.parse(
        key -> {
          read.add(key);
          return Optional.empty();
        });
    read.removeIf(key -> !key.startsWith("blockyard."));

    assertThat(UnknownKeys.KNOWN).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void knownKeysAreKnownInEachSpellingThatIsRead() {
    for (String key : UnknownKeys.KNOWN) {
      String variable = key.replaceAll("[.-]", "_");
      assertThat(UnknownKeys.in(List.of(key, variable, variable.toUpperCase(Locale.ROOT))))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blockyard",
        "blockyard.telemetry",
        "blockyard.telemetryx.enabled",
        "BLOCKYARD_TELEMETRYX_ENABLED",
        "%test.blockyard.telemetry.app.max",
        "my.blockyard.telemetry.app.max",
        "otel.sdk.disabled",
        ""
      })
  void namesOfOthersAreNoKeys(String name) {
    assertThat(UnknownKeys.in(List.of(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "blockyard.telemetry.app.max, blockyard.telemetry.apps.max",
    "blockyard.telemetry.apps.maximum, blockyard.telemetry.apps.max",
    "blockyard.telemetry.Enabled, blockyard.telemetry.enabled",
    "blockyard.telemetry.enabwxyz, blockyard.telemetry.enabled",
    "blockyard.telemetry.enable, blockyard.telemetry.enabled",
    "blockyard.telemetry.metrics.backends, blockyard.telemetry.metrics.backend",
    "blockyard.telemetry.metric.path, blockyard.telemetry.metrics.path",
    "blockyard.telemetry.metrics.acess, blockyard.telemetry.metrics.access",
    "blockyard.telemetry.metric.tokens, blockyard.telemetry.metrics.token",
    "blockyard.telemetry.proxy.url.patterns, blockyard.telemetry.proxy.url-patterns",
    "blockyard.telemetry.proxy.url-patterns[0], blockyard.telemetry.proxy.url-patterns",
    "blockyard.telemetry.otlp-endpoint, blockyard.telemetry.otlp.endpoint",
    "blockyard.telemetry.tracing.reference_attributes,"
        + " blockyard.telemetry.tracing.reference-attributes",
    "BLOCKYARD_TELEMETRY_APP_MAX, blockyard.telemetry.apps.max",
    "Blockyard_Telemetry_Apps_Max, blockyard.telemetry.apps.max",
  })
  void theNearestKeyIsNamed(String written, String meant) {
    assertThat(UnknownKeys.in(List.of("blockyard.telemetry.enabled", written, "user.home")))
        .containsExactly(written);
    assertThat(UnknownKeys.nearest(written)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"blockyard.telemetry.colour", "blockyard.telemetry.", "BLOCKYARD_TELEMETRY_X"})
  void noKeyIsNamedWhereNoneIsNear(String written) {
    assertThat(UnknownKeys.in(List.of(written))).containsExactly(written);
    assertThat(UnknownKeys.nearest(written)).isEmpty();
  }

  /** SmallRye Config lists a variable as it is and in the spelling of a property. */
  @Test
  void aVariableIsNotTakenForAnotherKeyAsWell() {
    assertThat(
            UnknownKeys.in(
                List.of(
                    "BLOCKYARD_TELEMETRY_PROXY_URL_PATTERNS",
                    "blockyard.telemetry.proxy.url.patterns")))
        .isEmpty();
    assertThat(
            UnknownKeys.in(List.of("BLOCKYARD_TELEMETRY_APP_MAX", "blockyard.telemetry.app.max")))
        .containsExactly("BLOCKYARD_TELEMETRY_APP_MAX");
  }

  @Test
  void eachUnknownKeyIsWarnedAboutWithWhatToWrite() {
    try (Log log = Log.open()) {
      TestConfig.with(
              TestConfig.source("one", 200, "blockyard.telemetry.app.max", "7"),
              TestConfig.source("two", 300, "blockyard.telemetry.app.max", "8"),
              TestConfig.source("three", 300, "blockyard.telemetry.colour\nBYT9999: red", "red"))
          .run(UnknownKeys::warn);

      assertThat(log.messages())
          .containsExactly(
              "BYT0018: blockyard.telemetry.app.max is no key of this module, so it changes nothing:"
                  + " write blockyard.telemetry.apps.max instead",
              "BYT0018: blockyard.telemetry.colour\\u000aBYT9999: red is no key of this module, so it"
                  + " changes nothing: remove it, or write one of "
                  + String.join(", ", UnknownKeys.KNOWN));
    }
  }

  @Test
  void aSourceThatCannotNameItsKeysBreaksNothing() {
    AtomicBoolean started = new AtomicBoolean();
    ConfigSource failing =
        new ConfigSource() {
          @Override
          public Set<String> getPropertyNames() {
            if (started.get()) {
              throw new IllegalStateException("not now");
            }
            return Set.of();
          }

          @Override
          public Map<String, String> getProperties() {
            return Map.of();
          }

          @Override
          public @Nullable String getValue(String key) {
            return null;
          }

          @Override
          public String getName() {
            return "failing";
          }
        };
    try (Log log = Log.open()) {
      TestConfig.only(failing)
          .run(
              () -> {
                started.set(true);
                assertThatThrownBy(() -> ConfigProvider.getConfig().getPropertyNames())
                    .hasMessage("not now");
                UnknownKeys.warn();
              });

      assertThat(log.messages()).isEmpty();
    }
  }
}
