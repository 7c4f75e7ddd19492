package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that fail the deployment. */
class UnusableValuesTest {
  private static final String ENABLED = "blockyard.telemetry.enabled";
  private static final String BACKEND = "blockyard.telemetry.metrics.backend";
  private static final String PATH = "blockyard.telemetry.metrics.path";
  private static final String ACCESS = "blockyard.telemetry.metrics.access";
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
    assertThatThrownBy(
            () ->
                TelemetryConfig.parse(asked -> Optional.of(value).filter(set -> asked.equals(key))))
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
}
