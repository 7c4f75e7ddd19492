package dev.blockyard.telemetry.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the module's own endpoint answers. */
@Timeout(60)
class MetricsEndpointTest {
  @ParameterizedTest
  @EnumSource
  void textHasTheFormatOfPrometheus(Container container) throws Exception {
    HttpResponse<String> response = Endpoint.on(container, Endpoint.LOOPBACK, "GET");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").map(MetricsEndpointTest::plain))
        .hasValue("text/plain;version=0.0.4;charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @ParameterizedTest
  @EnumSource
  void headHasNoBody(Container container) throws Exception {
    HttpResponse<String> response = Endpoint.on(container, Endpoint.OPEN, "HEAD");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Type").map(MetricsEndpointTest::plain))
        .hasValue("text/plain;version=0.0.4;charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void otherMethodsAreRefused(String method) throws Exception {
    HttpResponse<String> response = Endpoint.on(Container.JETTY, Endpoint.OPEN, method);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @ParameterizedTest
  @EnumSource
  void headAnswersWithTheHeadersOfGet(Container container) throws Exception {
    HttpResponse<String> get = Endpoint.on(container, Endpoint.LOOPBACK, "GET");
    HttpResponse<String> head = Endpoint.on(container, Endpoint.LOOPBACK, "HEAD");

    assertThat(get.headers().firstValueAsLong("Content-Length"))
        .hasValue(get.body().getBytes(StandardCharsets.UTF_8).length);
    for (String name : List.of("Content-Length", "Content-Type", "Cache-Control")) {
      assertThat(head.headers().allValues(name)).isEqualTo(get.headers().allValues(name));
    }
    assertThat(get.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/openmetrics-text | application/openmetrics-text",
        "text/plain;q=0.5, application/openmetrics-text;version=1.0.0;q=0.8"
            + " | application/openmetrics-text",
        "text/plain, application/openmetrics-text;q=0.1 | text/plain",
        "application/openmetrics-text;q=0 | text/plain",
        "*/* | text/plain",
        "text/html | text/plain"
      })
  void formatIsTheOneThatTheClientPrefers(String accept, String type) throws Exception {
    HttpResponse<String> response =
        Endpoint.on(Container.JETTY, Endpoint.LOOPBACK, "GET", "Accept", accept);

    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(response.body().endsWith("# EOF\n")).isEqualTo(type.startsWith("application"));
  }

  @Test
  void nameThatIsSelectedTwiceIsShownOnce() throws Exception {
    String name = "name%5B%5D=blockyard_sessions_active";
    try (Running server = Container.JETTY.start(Endpoint.serving(Endpoint.OPEN, Endpoint::text))) {
      HttpResponse<String> response =
          Client.HTTP.send(
              HttpRequest.newBuilder(Endpoint.uri(server, "?" + name + "&" + name)).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.body().lines().filter(line -> !line.startsWith("#")))
          .containsExactly("blockyard_sessions_active 0.0");
    }
  }

  @Test
  void endpointIsNotFoundWhereTheBackendHasNoText() throws Exception {
    try (Running server = Container.JETTY.start(Endpoint.serving(Endpoint.OPEN, Optional::empty))) {
      assertThat(Endpoint.send(server, "GET").statusCode()).isEqualTo(404);
    }
  }

  /** Containers differ in the blanks and the case. */
  private static String plain(String contentType) {
    return contentType.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
