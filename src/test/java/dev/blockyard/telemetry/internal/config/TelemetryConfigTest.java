package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.testing.TestConfig;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryConfigTest {

  /** Parses one or two keys with their values. */
  static TelemetryConfig parse(String... keysAndValues) {
    Map<String, String> values =
        keysAndValues.length == 2
            ? Map.of(keysAndValues[0], keysAndValues[1])
            : Map.of(keysAndValues[0], keysAndValues[1], keysAndValues[2], keysAndValues[3]);
    return TelemetryConfig.parse(key -> Optional.ofNullable(values.get(key)));
  }

  /** Open Liberty adds that name to the series. */
  @Test
  void anApplicationIsNamedWhereItsMetricsHaveAName() {
    assertThat(parse("mp.metrics.appName", "shop").named()).isTrue();
    assertThat(parse("mp.metrics.defaultAppName", "shop").named()).isFalse();
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
    assertThat(config.appDurations()).isFalse();
    assertThat(config.forwardedHeaders()).isFalse();
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
    assertThat(parse("blockyard.telemetry.metrics.backend", "prometheus").backend())
        .isEqualTo(Backend.PROMETHEUS);
    assertThat(parse("blockyard.telemetry.apps.durations", "true").appDurations()).isTrue();
    assertThat(parse("blockyard.telemetry.tracing.forwarded-headers", "true").forwardedHeaders())
        .isTrue();
    assertThat(parse("blockyard.telemetry.tracing.inbound-context", "follow").linkedContext())
        .isFalse();
    assertThat(parse("blockyard.telemetry.tracing.inbound-context", "link").linkedContext())
        .isTrue();
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

  private static final String ENABLED = "blockyard.telemetry.enabled";
  private static final String BACKEND = "blockyard.telemetry.metrics.backend";
  private static final String PATH = "blockyard.telemetry.metrics.path";
  private static final String ACCESS = "blockyard.telemetry.metrics.access";
  private static final String TOKEN = "blockyard.telemetry.metrics.token";
  private static final String PATTERNS = "blockyard.telemetry.proxy.url-patterns";
  private static final String MAX_APPS = "blockyard.telemetry.apps.max";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/metrics/",
        "/ops/metrics",
        "/ops.v1/..metrics",
        "/m\u00e9trique",
        "/~:@!$&'()+,="
      })
  void pathsThatAContainerCanMatchAreTaken(String path) {
    assertThat(parse(PATH, path).endpoint()).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/*",
        "/",
        "/*",
        "/app",
        "/app/",
        "/a/b/*",
        "*.jsp",
        "/a.b/*",
        "/app/..x/*",
        "/\u00e9/*"
      })
  void patternsThatAContainerCanMatchAreTaken(String pattern) {
    assertThat(parse(PATTERNS, pattern).urlPatterns()).containsExactly(pattern);
    assertThat(parse(PATTERNS, " " + pattern + " ,\t" + pattern).urlPatterns())
        .containsExactly(pattern);
  }

  @ParameterizedTest
  @ValueSource(strings = {"role:ops", "role:ops team", "role:**", "role:a:b", "role:\u00e9quipe"})
  void rolesThatAContainerCanKnowAreTaken(String access) {
    assertThat(parse(ACCESS, access).access().toString()).isEqualTo(access);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2147483647", "+5"})
  void wholeNumbersAreTaken(String max) {
    assertThat(parse(MAX_APPS, max).maxApps()).isEqualTo(Integer.parseInt(max));
  }

  /** MicroProfile Config takes an empty value for none. */
  @ParameterizedTest
  @ValueSource(strings = {ENABLED, BACKEND, PATH, ACCESS, TOKEN, PATTERNS, MAX_APPS})
  void aKeyThatIsSetToNothingHasItsDefault(String key) {
    TestConfig.with(TestConfig.source("emptied", 500, key, ""))
        .run(
            () ->
                assertThat(TelemetryConfig.load())
                    .isEqualTo(TelemetryConfig.parse(k -> Optional.empty())));
  }

  @Test
  void everyCharacterThatAHeaderCarriesMayBeInATokenThatIsNeverShown() {
    String token =
        IntStream.rangeClosed('!', '~').mapToObj(Character::toString).collect(Collectors.joining());
    EndpointAccess access = parse(ACCESS, "token", TOKEN, token).access();

    assertThat(access.secret()).isEqualTo(token);
    assertThat(access).hasToString("token");
  }

  @Test
  void spansGoWhereTheEndpointSays() {
    TelemetryConfig silent = TelemetryConfig.parse(key -> Optional.empty());
    assertThat(silent.otlpEndpoint()).isEmpty();
    assertThat(silent.referenceAttributes()).isFalse();
    assertThat(parse("blockyard.telemetry.otlp.endpoint", " ").otlpEndpoint()).isEmpty();
    TelemetryConfig config =
        parse(
            "blockyard.telemetry.otlp.endpoint", "localhost:4317",
            "blockyard.telemetry.tracing.reference-attributes", "true");
    assertThat(config.otlpEndpoint()).contains(new OtlpEndpoint("http://localhost:4317"));
    assertThat(config.referenceAttributes()).isTrue();
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

  /** A deployment in the same process may have other settings than the one before it. */
  @Test
  void everyDeploymentReadsAnew() {
    System.setProperty("blockyard.telemetry.otlp.endpoint", "first:1");
    try {
      assertThat(TelemetryConfig.load().otlpEndpoint())
          .contains(new OtlpEndpoint("https://first:1"));
      assertThat(source("otel.exporter.otlp.endpoint")).isEqualTo("https://first:1");
      System.setProperty("blockyard.telemetry.otlp.endpoint", "second:2");
      assertThat(TelemetryConfig.load().otlpEndpoint())
          .contains(new OtlpEndpoint("https://second:2"));
      assertThat(source("otel.exporter.otlp.endpoint")).isEqualTo("https://second:2");
    } finally {
      System.clearProperty("blockyard.telemetry.otlp.endpoint");
      TelemetryConfig.load();
    }
  }

  private static @Nullable String source(String key) {
    return new OpenTelemetryConfigSource().getValue(key);
  }
}
