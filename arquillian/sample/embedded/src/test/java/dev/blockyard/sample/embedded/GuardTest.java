package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser can be tricked into sending, and what it is told to do with the answer. */
class GuardTest extends SampleTest {
  private static final String UPGRADE =
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";

  @ParameterizedTest
  @CsvSource({"same-origin, 201", "none, 201", "same-site, 403", "cross-site, 403"})
  void pagesOfOtherSitesSpawnNothing(String site, int status) throws Exception {
    RawAnswer answer = spawn("Sec-Fetch-Site: " + site);

    assertThat(answer.status()).isEqualTo(status);
    changed(status == 201 ? 1 : 0, "blockyard_workers_spawned_total");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:%d, 201",
    "https://127.0.0.1:%d, 201",
    "null, 403",
    "http://attacker.example, 403",
    "http://127.0.0.1:1, 403",
    "http://127.0.0.1, 403",
    "http://hello.localhost:%d, 403",
    "http://localhost:%d, 403"
  })
  void pagesOfOtherOriginsSpawnNothing(String origin, int status) throws Exception {
    RawAnswer answer = spawn("Origin: " + origin.formatted(port()));

    assertThat(answer.status()).isEqualTo(status);
    changed(status == 201 ? 1 : 0, "blockyard_workers_spawned_total");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://127.0.0.1:%1$d\r\nOrigin: http://attacker.example",
        "Origin: http://127.0.0.1:%1$d\r\nOrigin: http://127.0.0.1:%1$d",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site"
      })
  void repeatedHeaderIsNotBelieved(String headers) throws Exception {
    assertThat(spawn(headers.formatted(port())).status()).isEqualTo(403);

    changed(0, "blockyard_workers_spawned_total");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, same-origin, script, 403",
    "127.0.0.1, same-origin, worker, 403",
    "127.0.0.1, same-origin, document, 200",
    "127.0.0.1, cross-site, script, 200",
    "%s.localhost, same-origin, script, 200"
  })
  void appIsNoScriptOfThePage(String host, String site, String destination, int status)
      throws Exception {
    assertThat(
            raw(
                    "GET /app/" + app + "/ HTTP/1.1",
                    host(host.formatted(app)),
                    "Sec-Fetch-Site: " + site,
                    "Sec-Fetch-Dest: " + destination)
                .status())
        .isEqualTo(status);
  }

  @Test
  void webSocketWithTwoOriginsIsRefused() throws Exception {
    String origin = "Origin: http://127.0.0.1:" + port();

    assertThat(raw("GET /app/hello/ws HTTP/1.1", host("127.0.0.1"), origin, origin, UPGRADE))
        .extracting(RawAnswer::status)
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void everyMethodOfTheControlApiIsChecked(String method) throws Exception {
    String call = method + " /api/apps/" + app + " HTTP/1.1";

    assertThat(raw(call, host("127.0.0.1"), "Origin: http://attacker.example").status())
        .isEqualTo(403);
    assertThat(raw(call, host("127.0.0.1"), "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
    assertThat(raw(call, host("attacker.example")).status()).isEqualTo(421);
    assertThat(request("GET", "/api/apps").body()).contains(app);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "localhost, 200",
    "LOCALHOST, 200",
    "[::1], 200",
    "attacker.example, 421",
    "localhost.attacker.example, 421",
    "127.0.0.1.nip.io, 421",
    "hello.localhost, 421"
  })
  void platformAnswersUnderItsOwnNamesAlone(String name, int status) throws Exception {
    for (String path : new String[] {"/", "/page.js", "/api/apps"}) {
      assertThat(raw("GET " + path + " HTTP/1.1", host(name)).status()).as(path).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "hello.localhost, 200",
    "shop.localhost, 421",
    "hello.attacker.example, 421",
    "attacker.example, 421"
  })
  void appAnswersUnderItsOwnNameAndThePlatforms(String name, int status) throws Exception {
    assertThat(raw("GET /app/hello/ HTTP/1.1", host(name)).status()).isEqualTo(status);
  }

  @Test
  void addressOfAnAppIsOnAnOriginOfItsOwn() throws Exception {
    assertThat(request("GET", "/api/apps/" + app).body())
        .isEqualTo("http://%s.localhost:%d/app/%s/\n".formatted(app, port(), app));
    assertThat(request("GET", "/api/apps/nosuch").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.js", "/api/apps", "/api/nosuch", "/nosuch"})
  void pagesOfThePlatformAreNotFramedNorSniffed(String path) throws Exception {
    RawAnswer answer = raw("GET " + path + " HTTP/1.1", host("127.0.0.1"));

    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "echo", "status/503", "crash"})
  void appUnderThePlatformsNameHasNoOriginAtAll(String path) throws Exception {
    RawAnswer answer = raw("GET /app/" + app + "/" + path + " HTTP/1.1", host("127.0.0.1"));

    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo("sandbox allow-forms allow-scripts");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Type")).isNotBlank();
  }

  @Test
  void appUnderItsOwnNameHasAnOriginButIsConfined() throws Exception {
    RawAnswer answer = raw("GET /app/" + app + "/ HTTP/1.1", host(app + ".localhost"));

    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("sandbox ")
        .contains(" allow-same-origin")
        .doesNotContain("allow-top-navigation");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/apps", "/app/hello/", "/metrics"})
  void traceIsRefused(String path) throws Exception {
    RawAnswer answer =
        raw("TRACE " + path + " HTTP/1.1", host("127.0.0.1"), "Cookie: JSESSIONID=secret");

    assertThat(answer.status()).isIn(403, 405);
    assertThat(answer.header("Allow")).contains("GET").doesNotContain("TRACE");
    assertThat(answer.body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | GET, HEAD, OPTIONS",
        "/page.js | GET, HEAD, OPTIONS",
        "/metrics | GET, HEAD, OPTIONS",
        "/api/apps | GET, HEAD, POST, PUT, DELETE, OPTIONS"
      })
  void traceIsNotAmongTheMethodsOnOffer(String path, String methods) throws Exception {
    RawAnswer answer = raw("OPTIONS " + path + " HTTP/1.1", host("127.0.0.1"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo(methods);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/shop/../hello/",
        "/app/shop/..",
        "/app/./hello/",
        "/app/shop/%2e%2e/hello/",
        "/app/shop/.%2E/hello/",
        "/app/shop/..;x/hello/",
        "/app/shop%2f..%2fhello/",
        "/app/shop/..%5chello/",
        "/app/hello/%00"
      })
  void pathThatCouldMeanAnotherAppIsRefused(String path) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1", host("127.0.0.1")).status()).isEqualTo(400);

    changed(0, "blockyard_workers_spawned_total");
    changed(0, "blockyard_proxy_request_seconds_count");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://attacker.example, 403",
    "127.0.0.1, null, 403",
    "127.0.0.1, http://hello.localhost:%d, 403",
    "hello.localhost, http://shop.localhost:%d, 403",
    "hello.localhost, http://127.0.0.1:%d, 403",
    "attacker.example, http://attacker.example:%d, 421"
  })
  void webSocketOfAnotherOriginIsRefused(String name, String origin, int status) throws Exception {
    RawAnswer answer =
        raw(
            "GET /app/hello/ws HTTP/1.1",
            host(name),
            "Origin: " + origin.formatted(port()),
            UPGRADE);

    assertThat(answer.status()).isEqualTo(status);
    changed(0, "blockyard_sessions_active");
    changed(0, "blockyard_workers_spawned_total");
  }

  @Test
  void storedBundleIsServedAsTheTypeThatItsWorkerSays() throws Exception {
    upload(Bundle.of("app.properties", "greeting=<script>alert(1)</script>"));

    RawAnswer answer = raw("GET /app/" + app + "/ HTTP/1.1", host("127.0.0.1"));

    assertThat(answer.header("Content-Type")).matches("text/plain; ?charset=utf-8");
    assertThat(answer.body()).contains("<script>");
  }

  private RawAnswer spawn(String header) throws Exception {
    return raw("POST /api/apps/" + app + "/workers HTTP/1.1", host("127.0.0.1"), header);
  }

  private static String host(String name) {
    return "Host: " + name + ":" + port();
  }
}
