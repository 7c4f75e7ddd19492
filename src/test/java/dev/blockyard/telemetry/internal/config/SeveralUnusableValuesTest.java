package dev.blockyard.telemetry.internal.config;

import static dev.blockyard.telemetry.internal.config.TelemetryConfigTest.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.testing.TestConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** All values that cannot be used are reported at once. */
class SeveralUnusableValuesTest {
  private static final String ENABLED = "blockyard.telemetry.enabled";
  private static final String BACKEND = "blockyard.telemetry.metrics.backend";
  private static final String PATH = "blockyard.telemetry.metrics.path";
  private static final String ACCESS = "blockyard.telemetry.metrics.access";
  private static final String TOKEN = "blockyard.telemetry.metrics.token";
  private static final String PATTERNS = "blockyard.telemetry.proxy.url-patterns";
  private static final String MAX_APPS = "blockyard.telemetry.apps.max";
  private static final String OTLP_ENDPOINT = "blockyard.telemetry.otlp.endpoint";
  private static final String REFERENCE_ATTRIBUTES =
      "blockyard.telemetry.tracing.reference-attributes";
  private static final String DURATIONS = "blockyard.telemetry.apps.durations";

  @Test
  void everyUnusableKeyIsReportedAtOnce() {
    Map<String, String> values =
        Map.of(
            ENABLED, "yes",
            BACKEND, "micrometer",
            PATH, "metrics",
            ACCESS, "everybody",
            TOKEN, "s3 cret",
            PATTERNS, "app/*",
            MAX_APPS, "many",
            DURATIONS, "on",
            OTLP_ENDPOINT, "https://me:s3cret@collector:4317",
            REFERENCE_ATTRIBUTES, "no");
    assertThatThrownBy(() -> TelemetryConfig.parse(key -> Optional.ofNullable(values.get(key))))
        .isInstanceOf(TelemetryException.class)
        .hasMessageNotContaining("s3")
        .message()
        .satisfies(
            text ->
                assertThat(text.lines())
                    .hasSameSizeAs(values.keySet())
                    .allSatisfy(line -> assertThat(line).startsWith("BYT0001: "))
                    .allSatisfy(line -> assertThat(line).contains("cannot be used: it may be "))
                    .map(line -> line.replaceFirst("BYT0001: (\\S+) is .*", "$1"))
                    .containsExactlyInAnyOrderElementsOf(values.keySet()));
  }

  @Test
  void aMissingTokenIsReportedBesideOtherKeys() {
    assertThatThrownBy(() -> parse(ACCESS, "token", MAX_APPS, "0"))
        .hasMessageContaining("BYT0013: " + ACCESS)
        .hasMessageContaining("\nBYT0001: " + MAX_APPS);
    assertThatThrownBy(() -> parse(ACCESS, "token", TOKEN, "two words"))
        .hasMessageStartingWith("BYT0001: " + TOKEN)
        .hasMessageNotContaining("BYT0013");
  }

  @Test
  void everyUnusableKeyOfMicroProfileConfigIsReportedAtOnce() {
    TestConfig.of(
            new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                    TestConfig.source("one", 100, ENABLED, "${undefined}"),
                    TestConfig.source("two", 100, MAX_APPS, "many"))
                .build())
        .run(
            () ->
                assertThatThrownBy(TelemetryConfig::load)
                    .isInstanceOf(TelemetryException.class)
                    .hasMessageContaining("BYT0063: " + ENABLED + " refers to a property")
                    .hasMessageContaining("or set the key to true or false")
                    .hasMessageContaining("BYT0001: " + MAX_APPS + " is \"many\""));
  }
}
