package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryConfigTest {

  private static TelemetryConfig parse(String... keysAndValues) {
    Map<String, String> values =
        keysAndValues.length == 2
            ? Map.of(keysAndValues[0], keysAndValues[1])
            : Map.of(keysAndValues[0], keysAndValues[1], keysAndValues[2], keysAndValues[3]);
    return TelemetryConfig.parse(key -> Optional.ofNullable(values.get(key)));
  }

  @Test
  void everyKeyHasADefault() {
    TelemetryConfig config = TelemetryConfig.parse(key -> Optional.empty());

    assertThat(config.enabled()).isTrue();
    assertThat(config.backend()).isEqualTo(Backend.AUTO);
    assertThat(config.endpoint()).contains("/metrics");
    assertThat(config.access().kind()).isEqualTo(Kind.LOOPBACK);
    assertThat(config.urlPatterns()).containsExactly("/app/*");
    assertThat(config.maxApps()).isEqualTo(1000);
  }

  @Test
  void valuesAreRead() {
    assertThat(parse("blockyard.telemetry.enabled", "false").enabled()).isFalse();
    assertThat(parse("blockyard.telemetry.metrics.backend", "none").backend())
        .isEqualTo(Backend.NONE);
    assertThat(parse("blockyard.telemetry.metrics.backend", "microprofile-metrics").backend())
        .isEqualTo(Backend.MICROPROFILE_METRICS);
    assertThat(parse("blockyard.telemetry.metrics.backend", "opentelemetry").backend())
        .isEqualTo(Backend.OPENTELEMETRY);
    assertThat(parse("blockyard.telemetry.metrics.path", "/ops/metrics").endpoint())
        .contains("/ops/metrics");
    assertThat(parse("blockyard.telemetry.metrics.path", "none").endpoint()).isEmpty();
    assertThat(parse("blockyard.telemetry.apps.max", "7").maxApps()).isEqualTo(7);
    assertThat(parse("blockyard.telemetry.proxy.url-patterns", "none").urlPatterns()).isEmpty();
    assertThat(
            parse("blockyard.telemetry.proxy.url-patterns", "/app/*, *.jsp,/exact,/*,/,/app/*")
                .urlPatterns())
        .containsExactly("/app/*", "*.jsp", "/exact", "/*", "/");
    assertThat(parse("blockyard.telemetry.metrics.access", "open").access().kind())
        .isEqualTo(Kind.OPEN);
    assertThat(parse("blockyard.telemetry.metrics.access", "role:ops team").access())
        .isEqualTo(new EndpointAccess(Kind.ROLE, "ops team"));
    assertThat(
            parse(
                    "blockyard.telemetry.metrics.access", "token",
                    "blockyard.telemetry.metrics.token", "s3cret")
                .access())
        .isEqualTo(new EndpointAccess(Kind.TOKEN, "s3cret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "blockyard.telemetry.enabled | yes | true or false",
        "blockyard.telemetry.enabled | TRUE | true or false",
        "blockyard.telemetry.enabled | 1 | true or false",
        "blockyard.telemetry.metrics.backend | prometheus | microprofile-metrics, opentelemetry",
        "blockyard.telemetry.metrics.backend | AUTO | auto, ",
        "blockyard.telemetry.metrics.path | metrics | begins with /",
        "blockyard.telemetry.metrics.path | / | begins with /",
        "blockyard.telemetry.metrics.path | /metrics/* | no wildcard",
        "blockyard.telemetry.metrics.path | /met rics | begins with /",
        "blockyard.telemetry.metrics.access | everybody | loopback, open, token, or role:NAME",
        "blockyard.telemetry.metrics.access | role: | role:NAME",
        "blockyard.telemetry.metrics.access | Open | loopback, open",
        "blockyard.telemetry.apps.max | many | a whole number from 1",
        "blockyard.telemetry.apps.max | 0 | a whole number from 1",
        "blockyard.telemetry.apps.max | -1 | a whole number from 1",
        "blockyard.telemetry.apps.max | 1.5 | a whole number from 1",
        "blockyard.telemetry.apps.max | 2147483648 | a whole number from 1",
      })
  void whatCannotBeUsedIsNamedWithItsKeyAndWhatItMayBe(String key, String value, String allowed) {
    assertThatThrownBy(() -> parse(key, value))
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0001: " + key + " is \"" + value + "\"")
        .hasMessageContaining(allowed.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/*",
        "/app*",
        "/a/*/b",
        "*",
        "*.",
        "/app/*,",
        ",",
        " ",
        "/a b",
        "none,/app/*",
        "/**"
      })
  void patternsThatNoContainerTakesAreRefused(String patterns) {
    assertThatThrownBy(() -> parse("blockyard.telemetry.proxy.url-patterns", patterns))
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0001: blockyard.telemetry.proxy.url-patterns is ");
  }

  @Test
  void tokenAccessNeedsATokenAndDoesNotShowIt() {
    assertThatThrownBy(() -> parse("blockyard.telemetry.metrics.access", "token"))
        .hasMessageStartingWith("BYT0013: blockyard.telemetry.metrics.access is \"token\"")
        .hasMessageContaining("blockyard.telemetry.metrics.token is not set");
    assertThatThrownBy(
            () ->
                parse(
                    "blockyard.telemetry.metrics.access", "token",
                    "blockyard.telemetry.metrics.token", "  "))
        .isInstanceOf(TelemetryException.class);
    TelemetryConfig config =
        parse(
            "blockyard.telemetry.metrics.access", "token",
            "blockyard.telemetry.metrics.token", "s3cret");
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void theApplicationsConfigurationIsRead() {
    System.setProperty("blockyard.telemetry.apps.max", "12");
    try {
      assertThat(TelemetryConfig.load().maxApps()).isEqualTo(12);
    } finally {
      System.clearProperty("blockyard.telemetry.apps.max");
    }
  }
}
