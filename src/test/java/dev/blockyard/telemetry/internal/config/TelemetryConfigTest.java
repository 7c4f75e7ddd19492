package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.testing.TestConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryConfigTest {

  private static TelemetryConfig parse(String... keysAndValues) {
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

  /** What no key can be. */
  private static final List<String> NOTHING =
      List.of(
          "",
          " ",
          "\t",
          "\n",
          "\u0000",
          "\u00a0",
          "\u2028",
          "${undefined",
          "a,b",
          "[]",
          "null",
          "-",
          "\uD83D\uDE80",
          "\uD83D",
          "\u200b");

  static Stream<Arguments> unusable() {
    return Stream.of(
            unusable(
                ENABLED,
                "true or false",
                "yes",
                "no",
                "on",
                "TRUE",
                "False",
                "1",
                "0",
                "true ",
                " true",
                "true,false",
                "true\nBYT0016: forged",
                "none"),
            unusable(
                BACKEND,
                "auto, microprofile-metrics, opentelemetry or none",
                "prometheus",
                "AUTO",
                "None",
                "auto ",
                "microprofile_metrics",
                "microprofile-metrics,opentelemetry",
                "opentelemetry\r\n",
                "true",
                "1"),
            unusable(
                PATH,
                "a path that begins with / and has no wildcard",
                "metrics",
                "/",
                "//",
                "//metrics",
                "/ops//metrics",
                "/metrics//",
                "/metrics/*",
                "/*",
                "*.metrics",
                "/met*rics",
                "/met rics",
                " /metrics",
                "/metrics ",
                "/metrics\nBYT0016: forged",
                "/metrics\u0000",
                "/metrics?all",
                "/metrics#all",
                "/metrics;v=1",
                "/%6detrics",
                "/50%",
                "/.",
                "/..",
                "/../metrics",
                "/ops/./metrics",
                "/ops/../metrics",
                "\\\\metrics",
                "/ops\\metrics",
                "http://localhost/metrics",
                "None",
                "/metrics\u00a0",
                "/metrics\u200b",
                "/metrics\uD83D"),
            unusable(
                ACCESS,
                "loopback, open, token, or role:NAME",
                "everybody",
                "Open",
                "LOOPBACK",
                "none",
                "open ",
                "open,token",
                "token:abc",
                "role",
                "role:",
                "role: ",
                "role: ops",
                "role:ops ",
                "role:o\nps",
                "role:*",
                "Role:ops",
                "127.0.0.1"),
            unusable(
                PATTERNS,
                "servlet patterns such as /app/*",
                "app/*",
                "/app*",
                "/a/*/b",
                "/**",
                "*",
                "*.",
                "*.*",
                "*.tar.gz",
                "*./html",
                "/app/*.html",
                "/app/*,",
                ",/app/*",
                "/app/*,,/other/*",
                ",",
                "/a b",
                "/app/*;/other/*",
                "/app/* /other/*",
                "none,/app/*",
                "/app/*,none",
                "None",
                "//*",
                "/app//*",
                "//",
                "/app;v=1/*",
                "/%61pp/*",
                "/app?x",
                "/app#x",
                "/./app/*",
                "/app/../*",
                "/app\\*",
                "/app\u0000/*",
                "/a\npp/*",
                "/app\u00a0",
                "*.ht ml",
                "http://localhost/app/*"),
            unusable(
                OTLP_ENDPOINT,
                "host:port, or http:// (plaintext) or https:// (TLS) before it",
                "collector",
                "collector:",
                ":4317",
                "collector:0",
                "collector:-1",
                "collector:65536",
                "collector:port",
                "collector:4317/v1/traces",
                "collector:4317?x",
                "collector:4317#x",
                "collect or:4317",
                "grpc://collector:4317",
                "HTTP://collector:4317",
                "http://",
                "http:collector:4317",
                "collector:4317,other:4317",
                "collector:4317\nBYT0016: forged",
                "none"),
            unusable(REFERENCE_ATTRIBUTES, "true or false", "yes", "TRUE", "1", " true", "none"),
            unusable(
                MAX_APPS,
                "a whole number from 1 to 2147483647",
                "many",
                "0",
                "-0",
                "-1",
                "-2147483648",
                "1.5",
                "1e3",
                "0x10",
                "1_000",
                "1,000",
                "10 ",
                " 10",
                "10\n",
                "1000L",
                "2147483648",
                "99999999999999999999",
                "Infinity",
                "NaN",
                "none"))
        .flatMap(Function.identity());
  }

  private static Stream<Arguments> unusable(String key, String allowed, String... values) {
    return Stream.concat(NOTHING.stream(), Stream.of(values))
        .filter(value -> !(key.equals(OTLP_ENDPOINT) && value.isBlank())) // for none
        .map(value -> Arguments.of(key, value, allowed));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void whatCannotBeUsedIsNamedWithItsKeyAndWhatItMayBe(String key, String value, String allowed) {
    assertThatThrownBy(() -> parse(key, value))
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0001: " + key + " is \"" + printed(value) + "\", which")
        .hasMessageContaining("it may be " + allowed)
        .hasMessageNotContainingAny("\n", "\r", "\t", "\u0000", "\u2028");
  }

  /** What could forge a line of the log is shown as Java writes it. */
  private static String printed(String value) {
    return value
        .chars()
        .mapToObj(
            c ->
                Character.isISOControl(c) || c == 0x2028
                    ? String.format("\\u%04x", c)
                    : String.valueOf((char) c))
        .collect(Collectors.joining());
  }

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        " s3cret",
        "s3cret ",
        "s3 cret",
        "s3cr\u00e9t",
        "s3cret\n",
        "s3\tcret",
        "s3cret\u0000",
        "s3cret\u007f",
        "s3cret\u00a0",
        "s3cret\uD83D\uDE80"
      })
  void aTokenThatNoHeaderCanCarryIsRefusedAndNotShown(String token) {
    for (String access : List.of("token", "open")) {
      assertThatThrownBy(() -> parse(ACCESS, access, TOKEN, token))
          .isInstanceOf(TelemetryException.class)
          .hasMessageStartingWith("BYT0001: " + TOKEN + " is \"(not shown)\", which")
          .hasMessageContaining("it may be visible ASCII characters without a blank")
          .hasMessageNotContaining("s3");
    }
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
}
