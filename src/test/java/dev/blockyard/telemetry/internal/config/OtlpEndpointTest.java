package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpEndpointTest {
  private static final String ENDPOINT = "blockyard.telemetry.otlp.endpoint";

  @ParameterizedTest
  @CsvSource({
    "localhost:4317,           http://localhost:4317",
    "127.0.0.1:1,              http://127.0.0.1:1",
    "localhost.example.org:1,  https://localhost.example.org:1",
    "collector:4317,           https://collector:4317",
    "http://collector:4317,    http://collector:4317",
    "http://collector:4317/,   http://collector:4317",
    "https://localhost:4317,   https://localhost:4317",
    "[::1]:4317,               https://[::1]:4317",
    "otel_collector:4317,      https://otel_collector:4317",
    "http://otel_collector:4317, http://otel_collector:4317",
    "_collector:4317,          https://_collector:4317",
    "HTTP://collector:4317,    http://collector:4317",
    "Https://collector:4317,   https://collector:4317",
    "LOCALHOST:4317,           http://LOCALHOST:4317",
    "collector:65535,          https://collector:65535",
  })
  void plaintextOnlyWhereTheEndpointSaysSoOrIsThisMachine(String value, String url) {
    assertThat(OtlpEndpoint.parse(ENDPOINT, value).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "collector,                    collector",
    "collector:,                   collector:",
    "collector:65536,              collector:65536",
    "grpc://collector:4317,        grpc://collector:4317",
    "http://collector:4317/v1,     http://collector:4317/v1",
    "collector:4317?a=b,           collector:4317(rest not shown)",
    "host name:4317,               host name:4317",
    "https://me:secret@host:4317,  https://host:4317",
    "me:secret@host:4317,          host:4317",
  })
  void whatIsNoEndpointIsRefusedWithoutItsCredentials(String value, String shown) {
    assertThatThrownBy(() -> OtlpEndpoint.parse(ENDPOINT, value))
        .hasMessage(
            "BYT0001: "
                + ENDPOINT
                + " is \""
                + shown
                + "\", which cannot be used: it may be host:port, or http:// (plaintext) or https://"
                + " (TLS) before it");
  }

  @ParameterizedTest
  @CsvSource({
    "http://collector:4317,                 http://collector:4317",
    "https://u:p@collector:4317/v1/t0ken,   https://collector:4317",
    "https://collector/t0ken?key=x,         https://collector",
    "https://u:p?q@collector:4317,          https://(not shown)",
    "the default endpoint,                  the default endpoint",
  })
  void aDestinationIsSchemeHostAndPort(String url, String shown) {
    assertThat(OtlpEndpoint.destination(url)).isEqualTo(shown);
  }
}
