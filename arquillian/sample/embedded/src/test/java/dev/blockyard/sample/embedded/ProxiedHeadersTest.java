package dev.blockyard.sample.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app learns of its clients' requests, and which of its headers reach a client. */
class ProxiedHeadersTest extends SampleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer secret",
        "Cookie: JSESSIONID=secret",
        "Proxy-Authorization: Basic secret",
        "Proxy-Connection: secret",
        "Proxy: secret",
        "Connection: X-Hop\r\nX-Hop: secret",
        "Connection: x-one , x-two\r\nX-Two: secret",
        "Keep-Alive: secret",
        "TE: secret",
        "Forwarded: for=secret",
        "X-Forwarded-For: secret",
        "X-Forwarded-Host: secret",
        "X-Forwarded-User: secret",
        "X_Forwarded_For: secret",
        "X-Real-IP: secret",
        "X-Forwarded: secret",
        "X-Original-URL: secret",
        "X-Rewrite-URL: secret",
        "Forwarded-For: secret",
        "Client-IP: secret",
        "X-Client-IP: secret",
        "True-Client-IP: secret",
        "X-Cluster-Client-IP: secret",
        "CF-Connecting-IP: secret",
        "CF-Connecting-IPv6: secret",
        "Fastly-Client-IP: secret",
        "Forwarded-For-IP: secret",
        "Front-End-Https: secret",
        "Remote-User: secret",
        "SSL_CLIENT_VERIFY: secret",
        "Tailscale-User-Login: secret",
        "WL-Proxy-Client-IP: secret",
        "X-Amzn-Oidc-Accesstoken: secret",
        "X-Auth-Request-Access-Token: secret",
        "X-Client-Cert: secret",
        "X-Goog-IAP-JWT-Assertion: secret",
        "X-MS-Token-AAD-Access-Token: secret",
        "X-WebAuth-User: secret",
        "X-Envoy-External-Address: secret",
        "X-Host: secret",
        "X-Remote-User: secret",
        "X-Scheme: secret",
        "Via: 1.1 secret",
        "Blockyard-Worker: secret"
      })
  void appIsNotGivenWhatIsNotForIt(String header) throws Exception {
    assertThat(head("127.0.0.1", header)).doesNotContain("secret");
    assertThat(head(app + ".localhost", header)).doesNotContain("secret");
  }

  @Test
  void appIsGivenEverythingElse() throws Exception {
    assertThat(head("127.0.0.1", "X-Custom: one", "X-Custom: two", "Accept: text/plain"))
        .contains("x-custom: one, two\n", "accept: text/plain\n");
  }

  @Test
  void appIsToldWhereItsClientIs() throws Exception {
    assertThat(head("127.0.0.1"))
        .contains(
            "x-forwarded-for: 127.0.0.1\n",
            "x-forwarded-host: 127.0.0.1:" + port() + "\n",
            "x-forwarded-prefix: /app/" + app + "\n",
            "x-forwarded-proto: http\n");
  }

  @Test
  void appGetsCookiesUnderItsOwnNameAlone() throws Exception {
    String cookies = "Cookie: theme=dark; JSESSIONID=secret; JSESSIONID =secret;lang=de";

    assertThat(head(app + ".localhost", cookies)).contains("cookie: theme=dark; lang=de\n");
    assertThat(head("127.0.0.1", cookies)).doesNotContain("cookie:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Clear-Site-Data=\"*\"",
        "Service-Worker-Allowed=/",
        "Strict-Transport-Security=max-age=1",
        "Alt-Svc=h3=\":1\"",
        "Secure-Session-Registration=(ES256);path=\"/\"",
        "Set-Login=logged-out",
        "Use-As-Dictionary=match=\"/*\"",
        "Report-To={}",
        "NEL={}",
        "WWW-Authenticate=Basic",
        "Proxy-Authenticate=Basic",
        "Keep-Alive=timeout=1",
        "Via=1.1 another",
        "X-Forwarded-For=192.0.2.1",
        "X-Original-URL=/",
        "Authorization=Basic",
        "Sec-Session-Registration=(ES256)",
        "Surrogate-Control=max-age=1",
        "X-LiteSpeed-Location=/etc/passwd",
        "X-Envoy-Immediate-Health-Check-Fail=1",
        "X-Accel-Redirect=/etc/passwd",
        "X_Accel-Redirect=/etc/passwd",
        "X-Sendfile=/etc/passwd",
        "X-LIGHTTPD-send-file=/etc/passwd",
        "X-Reproxy-URL=http://127.0.0.1/",
        "Blockyard-Worker=another"
      })
  void appDoesNotSpeakForTheWholeOrigin(String header) throws Exception {
    String name = header.substring(0, header.indexOf('='));
    upload("greeting=hi\nheader.X-Custom=passed\nheader." + header);

    RawAnswer answer = get(app + ".localhost");

    assertThat(answer.header("X-Custom"))
        .isEqualTo(name.equals("Blockyard-Worker") ? null : "passed");
    assertThat(answer.headers(name)).isEmpty();
  }

  @Test
  void headersThatTheAnswersConnectionNamesAreDropped() throws Exception {
    upload("header.Connection=X-Hop\nheader.X-Hop=1\nheader.X-Custom=passed");

    RawAnswer answer = get("127.0.0.1");

    assertThat(answer.header("X-Custom")).isEqualTo("passed");
    assertThat(answer.headers("X-Hop")).isEmpty();
  }

  @Test
  void policyOfAnAppIsEnforcedBesideThePlatforms() throws Exception {
    upload("header.Content-Security-Policy=default-src 'none'");

    assertThat(get("127.0.0.1").headers("Content-Security-Policy"))
        .containsExactly("sandbox allow-forms allow-scripts", "default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header.Content-Type=",
        "header.Content-Type=text/html\nheader.Connection=Content-Type"
      })
  void answerWithoutATypeIsNoDocument(String headers) throws Exception {
    upload(headers);

    assertThat(get("127.0.0.1").header("Content-Type")).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b                                  | a=b; Path=/app/%s/",
        "a=b; HttpOnly; Path=/app/%s          | a=b; HttpOnly; Path=/app/%s",
        "a=b; Path=/app/%s/sub; Secure        | a=b; Secure; Path=/app/%s/sub",
        "a=b; path=                           | ",
        "a=b; Path=/app/%s/; Path             | ",
        "a=b; Path=/                          | ",
        "a=b; Path=/app/                      | ",
        "a=b; Path=/app/%s2                   | ",
        "a=b; Path=/app/%s/; PATH = /         | ",
        "a=b; Domain=localhost                | ",
        "JSESSIONID=b                         | ",
        "JSESSIONID =b                        | ",
        "=JSESSIONID=b                        | "
      })
  void cookieStaysWithinTheApp(String set, String taken) throws Exception {
    upload("header.Set-Cookie=" + set.replace("%s", app));

    assertThat(get(app + ".localhost").header("Set-Cookie"))
        .isEqualTo(taken == null ? null : taken.replace("%s", app));
    assertThat(get("127.0.0.1").header("Set-Cookie")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1048576, 200", "1048577, 413"})
  void bodyHasALimit(int bytes, int status) throws Exception {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(uri("http", "/app/" + app + "/echo"))
            .POST(BodyPublishers.ofByteArray(new byte[bytes]));

    assertThat(send(post).statusCode()).isEqualTo(status);

    changed(status == 200 ? 1 : 0, "blockyard_workers_spawned_total");
  }

  /** What the worker read, as it shows it. */
  private String head(String host, String... headers) throws Exception {
    RawAnswer answer = get(host, "head", headers);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().toLowerCase(Locale.ROOT);
  }

  private RawAnswer get(String host) throws Exception {
    return get(host, "");
  }

  private RawAnswer get(String host, String path, String... headers) throws Exception {
    String[] lines = new String[headers.length + 2];
    lines[0] = "GET /app/" + app + "/" + path + " HTTP/1.1";
    lines[1] = "Host: " + host + ":" + port();
    System.arraycopy(headers, 0, lines, 2, headers.length);
    return raw(lines);
  }
}
