package dev.blockyard.telemetry.internal.config;

import static dev.blockyard.telemetry.internal.config.TelemetryConfigTest.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.messages.TelemetryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message about a value that cannot be used shows no token and no password. */
class HiddenSecretsTest {
  private static final String ACCESS = "blockyard.telemetry.metrics.access";
  private static final String TOKEN = "blockyard.telemetry.metrics.token";
  private static final String OTLP_ENDPOINT = "blockyard.telemetry.otlp.endpoint";

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
