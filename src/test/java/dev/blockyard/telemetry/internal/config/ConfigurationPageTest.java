package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.config.TelemetryConfig.Backend;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.testing.Page;
import dev.blockyard.telemetry.testing.TestConfig;
import io.smallrye.config.EnvConfigSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The page about configuration describes the keys as the module reads them. */
class ConfigurationPageTest {
  private final Page page = Page.of("configuration.md");

  /** Another value is needed beside this one. */
  private static final Map<String, Map<String, String>> TOGETHER =
      Map.of("token", Map.of(Keys.TOKEN.name(), "s3cret"));

  private static TelemetryConfig with(String key, String value) {
    Map<String, String> set = new TreeMap<>(TOGETHER.getOrDefault(value, Map.of()));
    set.put(key, value);
    return TelemetryConfig.parse(asked -> Optional.ofNullable(set.get(asked)));
  }

  @Test
  void everyKeyIsThere() {
    assertThat(page.rows("Keys").keySet()).containsExactlyElementsOf(Keys.names());
    assertThat(page.rows("Values").keySet()).containsExactlyElementsOf(Keys.names());
  }

  /** Who sets a key to its default changes nothing. */
  @Test
  void defaultsAreThoseOfAnEmptyConfiguration() {
    TelemetryConfig empty = TelemetryConfig.parse(key -> Optional.empty());
    page.rows("Keys")
        .forEach(
            (key, row) ->
                assertThat(with(key, String.join("", Page.code(row, "default"))))
                    .as(key)
                    .isEqualTo(empty));
    for (Key<?> key : Keys.ALL) {
      assertThat(String.join("", Page.code(page.row("Keys", key.name()), "default")))
          .isEqualTo(key.defaultValue());
    }
  }

  @Test
  void whatAValueMayBeIsUnderstood() {
    page.rows("Values")
        .forEach(
            (key, row) ->
                assertThat(Page.code(row, "may be"))
                    .isNotEmpty()
                    .allSatisfy(
                        value ->
                            assertThatCode(() -> with(key, value))
                                .as(key + "=" + value)
                                .doesNotThrowAnyException()));
  }

  @Test
  void whatAValueMayNotBeFailsTheDeployment() {
    page.rows("Values")
        .forEach(
            (key, row) ->
                assertThat(Page.code(row, "may not be, for example"))
                    .isNotEmpty()
                    .allSatisfy(
                        value ->
                            assertThatThrownBy(() -> with(key, value))
                                .as(key + "=" + value)
                                .isInstanceOf(TelemetryException.class)
                                .hasMessageStartingWith("BYT0001: " + key + " is ")));
  }

  @Test
  void everyBackendIsThere() {
    List<String> backends = Arrays.stream(Backend.values()).map(Backend::toString).toList();
    assertThat(Page.code(page.row("Values", Keys.BACKEND.name()), "may be"))
        .containsExactlyElementsOf(backends);
    assertThat(page.table("The backend"))
        .extracting(row -> Page.code(row, "value").get(0))
        .containsExactlyElementsOf(backends);
  }

  @Test
  void everyAccessIsThere() {
    assertThat(page.table("Access to the endpoint"))
        .extracting(row -> with(EndpointAccess.ACCESS, Page.code(row, "value").get(0)))
        .extracting(config -> config.access().kind())
        .containsExactly(EndpointAccess.Kind.values());
    assertThat(Page.code(page.row("Values", EndpointAccess.ACCESS), "may be"))
        .extracting(value -> with(EndpointAccess.ACCESS, value).access().kind())
        .containsExactly(EndpointAccess.Kind.values());
  }

  @Test
  void environmentVariablesReachTheirKeys() {
    page.rows("Values")
        .forEach(
            (key, row) -> {
              String variable = Page.code(row, "environment variable").get(0);
              assertThat(variable).matches("[A-Z0-9_]+");
              TestConfig.only(new EnvConfigSource(Map.of(variable, "set"), 300))
                  .run(
                      () ->
                          assertThat(ConfigProvider.getConfig().getOptionalValue(key, String.class))
                              .as(variable)
                              .contains("set"));
            });
  }

  @Test
  void settingsOfOpenTelemetryAreThere() {
    assertThat(column("without an endpoint")).isEqualTo(told(""));
    assertThat(column("with `blockyard.telemetry.otlp.endpoint=collector:4317`"))
        .isEqualTo(told("collector:4317"));
  }

  private Map<String, String> column(String column) {
    Map<String, String> values = new TreeMap<>();
    page.rows("OpenTelemetry")
        .forEach((key, row) -> Page.code(row, column).forEach(value -> values.put(key, value)));
    return values;
  }

  private static Map<String, String> told(String endpoint) {
    Map<String, String> told = new TreeMap<>();
    TestConfig.only(TestConfig.source("a test", 1, Keys.OTLP_ENDPOINT.name(), endpoint))
        .run(() -> told.putAll(new OpenTelemetryConfigSource().getProperties()));
    return told;
  }
}
