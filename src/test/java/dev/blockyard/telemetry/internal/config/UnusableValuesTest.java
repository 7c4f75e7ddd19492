package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.testing.TestConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that fail the deployment, and what the message shows of them. */
class UnusableValuesTest {
  private static TelemetryConfig parse(String... keysAndValues) {
    Map<String, String> values =
        keysAndValues.length == 2
            ? Map.of(keysAndValues[0], keysAndValues[1])
            : Map.of(keysAndValues[0], keysAndValues[1], keysAndValues[2], keysAndValues[3]);
    return TelemetryConfig.parse(key -> Optional.ofNullable(values.get(key)));
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

  private static final String DURATIONS = "blockyard.telemetry.apps.durations";
  private static final String INBOUND = "blockyard.telemetry.tracing.inbound-context";
  private static final String FORWARDED = "blockyard.telemetry.tracing.forwarded-headers";

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
                "auto, microprofile-metrics, opentelemetry, prometheus or none",
                "Prometheus",
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
                "collect or:4317",
                "grpc://collector:4317",
                "http://",
                "http://-collector:4317",
                "http://colle\u00e7tor:4317",
                "htt\u212ap://collector:4317",
                "[::1:4317",
                "http:collector:4317",
                "collector:4317,other:4317",
                "collector:4317\nBYT0016: forged",
                "none"),
            unusable(DURATIONS, "true or false", "yes", "TRUE", "1", " true", "none"),
            unusable(INBOUND, "follow or link", "true", "LINK", "ignore", " link"),
            unusable(FORWARDED, "true or false", "yes", "TRUE", "1", " true", "none"),
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

  /** Someone who writes a token into the key for the rule finds no token in the log. */
  @ParameterizedTest
  @CsvSource({
    "token:s3cret,        token:(not shown)",
    "token=s3cret,        token=(not shown)",
    "'token, s3cret',     'token, s3cret'",
    "Bearer s3cret,       Bearer (not shown)",
    "BEARER:s3cret,       BEARER:(not shown)",
  })
  void aTokenInTheWrongKeyIsNotShown(String access, String shown) {
    assertThatThrownBy(() -> parse(ACCESS, access))
        .hasMessageStartingWith("BYT0001: " + ACCESS + " is \"" + shown + "\", which");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP://user:s3cret@c:4317",
        "HTTPS://user:s3cret@h",
        "https://user:s3cret@h:4317",
        "https://user:s3/cret@h:4317",
        "https://user:/s3cret@h:4317",
        "https://user:s3cret@h:4317/s3cret@",
        "https://s3cret@h:4317",
        "user:s3cret@h:4317",
        "user:a@s3cret@h:4317",
        "grpc+tls://user:s3cret@h:4317",
        "scheme+tls://user:s3/cret@h",
        "  https://user:s3cret@h:4317",
        "\u00a0https://user:s3cret@h:4317",
        "\thttps://user:s3cret@h:4317",
        "https:user:s3cret@h:4317",
        "https:/user:s3cret@h:4317",
        "https://user:?s3cret@h:4317",
        "https://user:#s3cret@h:4317",
        "https://h:4317?api-key=s3cret",
        "https://h:4317/?api-key=s3cret",
        "https://h:4317/?mail=a@s3cret",
        "https://h:4317/v1/traces?a=b&api-key=s3cret",
        "h:4317;api-key=s3cret",
        "h:4317#s3cret",
        "https://a:4317,https://user:s3cret@h:4317",
        "https://user:s3cret@a:4317,https://b:4317",
      })
  void noSecretOfAnEndpointIsShown(String endpoint) {
    assertThatThrownBy(() -> parse(OTLP_ENDPOINT, endpoint))
        .isInstanceOf(TelemetryException.class)
        .hasMessageStartingWith("BYT0001: " + OTLP_ENDPOINT + " is ")
        .hasMessageNotContainingAny("s3", "cret", "user");
    assertThatThrownBy(() -> OtlpEndpoint.parse("the endpoint", endpoint))
        .hasMessageNotContainingAny("s3", "cret", "user");
    assertThat(OtlpEndpoint.destination(endpoint)).doesNotContain("s3", "cret", "user");
  }
}
