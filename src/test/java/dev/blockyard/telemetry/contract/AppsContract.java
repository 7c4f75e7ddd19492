package dev.blockyard.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.AppLabel;
import dev.blockyard.telemetry.testing.Exposition;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bound on app names, and removal, on every backend. */
public abstract class AppsContract extends MetricsContract {
  @Test
  void appsBeyondTheBoundAreCountedTogether() {
    IntStream.range(0, MAX_APPS + 5).forEach(i -> metrics.proxyRequest("app-" + i, 200));
    IntStream.range(0, MAX_APPS + 5).forEach(i -> metrics.healthCheckFailed("app-" + i));
    metrics.proxyRequest(null, 200);

    Exposition shown = exposition();
    assertThat(shown.find("blockyard_proxy_requests_total")).hasSize(MAX_APPS + 2);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(5);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"unknown\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.value("blockyard_health_checks_failed_total{app=\"_other\"}")).isEqualTo(5);
  }

  @Test
  void theLabelsThatAreNoAppsTakeNoPlaceAndAreNotForgotten() {
    metrics.proxyRequest(AppLabel.UNKNOWN, 200);
    metrics.proxyRequest(AppLabel.OTHER, 200);
    metrics.forgetApp(AppLabel.UNKNOWN);
    metrics.forgetApp(AppLabel.OTHER);
    metrics.forgetApp(null);
    IntStream.range(0, MAX_APPS).forEach(i -> metrics.proxyRequest("app-" + i, 200));

    Exposition shown = exposition();
    assertThat(shown.find("blockyard_proxy_requests_total")).hasSize(MAX_APPS + 2);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"unknown\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);
  }

  @Test
  void aForgottenAppLeavesNoSeriesFreesItsPlaceAndStartsAnew() {
    IntStream.range(0, MAX_APPS).forEach(i -> metrics.proxyRequest("app-" + i, 200));
    metrics.proxyRequest("app-0", 500);
    metrics.healthCheckFailed("app-0");

    metrics.forgetApp("app-0");
    assertThat(exposition().samples().keySet()).noneMatch(s -> s.contains("\"app-0\""));

    metrics.proxyRequest("next", 200);
    metrics.forgetApp("app-1");
    metrics.proxyRequest("app-0", 200);
    Exposition shown = exposition();
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"next\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"app-0\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(shown.samples().keySet()).noneMatch(s -> s.contains("_other"));
  }

  @Test
  void forgettingAnAppThatIsNotThereFreesNoPlace() {
    metrics.forgetApp("never-seen");
    IntStream.range(0, MAX_APPS + 1).forEach(i -> metrics.proxyRequest("app-" + i, 200));

    assertThat(exposition().value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);
  }

  @Test
  void histogramsOfAppsAreBoundedAndForgottenToo() {
    IntStream.range(0, MAX_APPS)
        .forEach(i -> metrics.coldStarted(Duration.ofSeconds(1), "app-" + i));
    metrics.coldStarted(Duration.ofSeconds(3), "beyond");
    metrics.proxyRequestForwarded(Duration.ofSeconds(3), "beyond");
    metrics.proxyRequestForwarded(Duration.ofSeconds(3), "app-0");
    metrics.proxyRequest("beyond", 200);

    Exposition shown = exposition();
    assertThat(shown.find("blockyard_app_cold_start_seconds_count")).hasSize(MAX_APPS + 1);
    assertThat(shown.value("blockyard_app_cold_start_seconds_sum{app=\"_other\"}")).isEqualTo(3);
    assertThat(shown.value("blockyard_app_proxy_request_seconds_sum{app=\"_other\"}")).isEqualTo(3);
    assertThat(shown.value("blockyard_proxy_requests_total{app=\"_other\",status=\"2xx\"}"))
        .isEqualTo(1);

    metrics.forgetApp("app-0");
    if (backend.removesHistograms()) {
      assertThat(exposition().samples().keySet()).noneMatch(s -> s.contains("\"app-0\""));
    }
    metrics.coldStarted(Duration.ofSeconds(2), "beyond");
    assertThat(exposition().value("blockyard_app_cold_start_seconds_sum{app=\"beyond\"}"))
        .isEqualTo(2);
  }

  static Stream<String> hostileNames() {
    return Stream.of(
        "new\nline",
        "\n",
        "carriage\rreturn\r\n",
        "tab\there",
        "quo\"te",
        "\"",
        "back\\slash",
        "\\",
        "back\\nslash-n",
        "at the end\\",
        "quote at the end\\\"",
        "brace}{,=",
        "forged\"} 1\nblockyard_workers_active 99",
        "# HELP blockyard_workers_active forged",
        "x".repeat(64 * 1024),
        "\\\"\n".repeat(64 * 1024 / 3),
        "control\u0000\u0001\u001f\u007f\u0085",
        "\u0000",
        "line\u2028separator\u2029",
        "\uFEFFbyte order",
        "not a character \uFFFF",
        "\u202Eright to left",
        "\u00e9t\u00e9",
        "e\u0301te\u0301",
        "emoji \uD83D\uDE80",
        "high\uD83D",
        "\uDE80low",
        "reversed \uDE80\uD83D",
        "half \uD83D\uD83D\uDE80",
        "${jndi:x}",
        "%s%n%1$x");
  }

  /** What a lone half of a character is on the wire, which has no bytes for it. */
  private static String onTheWire(String name) {
    return new String(name.getBytes(UTF_8), UTF_8);
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void anyNameIsAcceptedAndComesBackAsItWas(String name) {
    metrics.proxyRequest(name, 200);
    metrics.proxyRequest("next", 200);
    metrics.healthCheckFailed(name);

    assertThat(name.isBlank() ? AppLabel.UNKNOWN : onTheWire(name)).isIn(apps());
    assertThat(apps()).hasSize(2);
    String escaped =
        onTheWire(name.isBlank() ? AppLabel.UNKNOWN : name)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n");
    assertThat(exposition().samples(key -> key.contains("app=")))
        .containsOnly(
            Map.entry(
                "blockyard_proxy_requests_total{app=\"" + escaped + "\",status=\"2xx\"}", 1.0),
            Map.entry("blockyard_proxy_requests_total{app=\"next\",status=\"2xx\"}", 1.0),
            Map.entry("blockyard_health_checks_failed_total{app=\"" + escaped + "\"}", 1.0));

    metrics.forgetApp(name);
    metrics.forgetApp("next");
    assertThat(apps()).hasSize(name.isBlank() ? 1 : 0);
  }

  @Test
  void aNameThatIsNoneIsUnknown() {
    Stream.of("", " ", "\t", "\n\r ", "\u2028").forEach(name -> metrics.proxyRequest(name, 200));

    assertThat(apps()).containsExactly(AppLabel.UNKNOWN);
  }

  @Test
  void namesThatAreTheSameOnTheWireAreOneSeries() {
    metrics.proxyRequest("half\uD800", 200);
    metrics.proxyRequest("half\uD801", 200);
    metrics.proxyRequest("half?", 200);

    assertThat(exposition().find("blockyard_proxy_requests_total").values()).containsExactly(3.0);

    metrics.forgetApp("half\uD802");
    assertThat(exposition().find("blockyard_proxy_requests_total")).isEmpty();
  }
}
