package dev.blockyard.telemetry.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.internal.config.EndpointAccess;
import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.metrics.MetricsText;
import dev.blockyard.telemetry.internal.prometheus.PrometheusBackend;
import dev.blockyard.telemetry.testing.Log;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module's own endpoint, and who may read it. */
@Timeout(60)
class MetricsEndpointTest {
  private static final EndpointAccess LOOPBACK = new EndpointAccess(Kind.LOOPBACK, "");
  private static final EndpointAccess OPEN = new EndpointAccess(Kind.OPEN, "");
  private static final EndpointAccess TOKEN = new EndpointAccess(Kind.TOKEN, "s3cret");
  private static final EndpointAccess ROLE = new EndpointAccess(Kind.ROLE, "scraper");
  private static final String KEY = "blockyard.telemetry.metrics.access";

  @ParameterizedTest
  @EnumSource
  void textHasTheFormatOfPrometheus(Container container) throws Exception {
    HttpResponse<String> response = on(container, LOOPBACK, "GET");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").map(MetricsEndpointTest::plain))
        .hasValue("text/plain;version=0.0.4;charset=utf-8");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @ParameterizedTest
  @EnumSource
  void headHasNoBody(Container container) throws Exception {
    HttpResponse<String> response = on(container, OPEN, "HEAD");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Type").map(MetricsEndpointTest::plain))
        .hasValue("text/plain;version=0.0.4;charset=utf-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void otherMethodsAreRefused(String method) throws Exception {
    HttpResponse<String> response = on(Container.JETTY, OPEN, method);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }

  @ParameterizedTest
  @CsvSource({
    "Forwarded,for=127.0.0.1",
    "X-Forwarded-For,127.0.0.1",
    "X-Forwarded-For,10.0.0.1",
    "X-Forwarded-Host,example.org",
    "X-Forwarded-Proto,https",
    "X-Real-IP,203.0.113.9",
    "Via,1.1 nginx",
    "x-client-ip,203.0.113.9",
    "CF-Connecting-IP,203.0.113.9",
    "True-Client-IP,203.0.113.9",
    "X-Envoy-External-Address,203.0.113.9",
    "X-Original-Forwarded-For,203.0.113.9",
    "Fly-Client-IP,203.0.113.9",
    "Incap-Client-IP,203.0.113.9",
    "X-Varnish,32770",
    "X-ARR-LOG-ID,6d2f",
    "X-Amz-Cf-Id,abc",
    "X-Cloud-Trace-Context,105445aa/1;o=1",
    "X-Vercel-Id,fra1::x",
    "X-Akamai-Config-Log-Detail,true",
    "X-Nginx-Proxy,true",
    "CF-Ray,8f2a1b3c4d5e6f70-FRA",
    "CF-IPCountry,DE",
    "Fastly-FF,cache-fra-1",
    "Fly-Region,fra",
    "CDN-RequestId,1",
    "Akamai-Origin-Hop,1",
    "Ali-CDN-Real-IP,203.0.113.9",
    "WL-Proxy-SSL,true",
    "X-Amzn-Oidc-Identity,user",
    "X-Goog-Authenticated-User-Email,user",
    "X-NF-Client-Connection-IP,203.0.113.9",
    "X-Sucuri-ClientIP,203.0.113.9",
    "X-Request-Start,t=1700000000",
    "X-Scheme,https",
    "Front-End-Https,on",
    "Surrogate-Capability,edge=ESI",
    "Max-Forwards,10"
  })
  void loopbackRefusesWhatAProxyPassesOn(String header, String value) throws Exception {
    HttpResponse<String> response = on(Container.JETTY, LOOPBACK, "GET", header, value);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains(KEY, "BYT0014", "loopback").doesNotContain("# HELP");
  }

  @Test
  void openIsOpenBehindAProxyToo() throws Exception {
    assertThat(on(Container.JETTY, OPEN, "GET", "Forwarded", "for=10.0.0.1").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER s3cret"})
  void tokenLetsIn(String authorization) throws Exception {
    assertThat(on(Container.JETTY, TOKEN, "GET", "Authorization", authorization).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "Bearer",
        "Bearer wrong",
        "Bearer s3cret2",
        "Bearer s3cre",
        "Basic s3cret"
      })
  void otherTokensAreRefused(String authorization) throws Exception {
    try (Log warnings = Log.open()) {
      HttpResponse<String> response =
          on(Container.JETTY, TOKEN, "GET", "Authorization", authorization);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(response.body()).contains(KEY).doesNotContain("s3cret");
      assertThat(warnings.messages()).isEmpty();
    }
  }

  @Test
  void missingTokenIsRefused() throws Exception {
    HttpResponse<String> response = on(Container.JETTY, TOKEN, "GET");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains(KEY).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @EnumSource
  void roleRefusesWhereNobodyCanLogIn(Container container) throws Exception {
    HttpResponse<String> response = on(container, ROLE, "GET");

    assertThat(response.statusCode()).isIn(401, 403);
    assertThat(response.body()).contains(KEY, "role:scraper").doesNotContain("# HELP");
  }

  @Test
  void roleLetsInWhoHasIt() throws Exception {
    assertThat(withBasic("scraper-user:pw").statusCode()).isEqualTo(200);
  }

  @Test
  void roleRefusesWhoHasAnother() throws Exception {
    HttpResponse<String> response = withBasic("other-user:pw");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scraper-user:wrong", "nobody:pw", ""})
  void roleRefusesStrangers(String credentials) throws Exception {
    HttpResponse<String> response = withBasic(credentials);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains(KEY).doesNotContain("# HELP");
  }

  @ParameterizedTest
  @EnumSource
  void headAnswersWithTheHeadersOfGet(Container container) throws Exception {
    HttpResponse<String> get = on(container, LOOPBACK, "GET");
    HttpResponse<String> head = on(container, LOOPBACK, "HEAD");

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
    HttpResponse<String> response = on(Container.JETTY, LOOPBACK, "GET", "Accept", accept);

    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(response.body().endsWith("# EOF\n")).isEqualTo(type.startsWith("application"));
  }

  @Test
  void nameThatIsSelectedTwiceIsShownOnce() throws Exception {
    String name = "name%5B%5D=blockyard_sessions_active";
    try (Running server = Container.JETTY.start(serving(OPEN, MetricsEndpointTest::text))) {
      HttpResponse<String> response =
          Client.HTTP.send(
              HttpRequest.newBuilder(uri(server, "?" + name + "&" + name)).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.body().lines().filter(line -> !line.startsWith("#")))
          .containsExactly("blockyard_sessions_active 0.0");
    }
  }

  @Test
  void endpointIsNotFoundWhereTheBackendHasNoText() throws Exception {
    try (Running server = Container.JETTY.start(serving(OPEN, Optional::empty))) {
      assertThat(send(server, "GET").statusCode()).isEqualTo(404);
    }
  }

  static Optional<MetricsText> text() {
    return PrometheusBackend.create(TelemetryConfig.load()).text();
  }

  /** Containers differ in the blanks and the case. */
  private static String plain(String contentType) {
    return contentType.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  private static HttpResponse<String> on(
      Container container, EndpointAccess access, String method, String... headers)
      throws Exception {
    try (Running server = container.start(serving(access, MetricsEndpointTest::text))) {
      return send(server, method, headers);
    }
  }

  private static WebApp serving(EndpointAccess access, Supplier<Optional<MetricsText>> text) {
    return new WebApp()
        .onStartup(
            context ->
                context
                    .addServlet("metrics", new MetricsEndpoint(access, text))
                    .addMapping("/metrics"));
  }

  private static URI uri(Running server, String query) {
    return URI.create("http://127.0.0.1:" + server.port() + "/metrics" + query);
  }

  private static HttpResponse<String> withBasic(String credentials) throws Exception {
    UserStore users = new UserStore();
    users.addUser("scraper-user", Credential.getCredential("pw"), new String[] {"scraper"});
    users.addUser("other-user", Credential.getCredential("pw"), new String[] {"other"});
    HashLoginService logins = new HashLoginService("test");
    logins.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(logins);
    ServletContextHandler context = new ServletContextHandler("/");
    context.setSecurityHandler(security);
    context.addServlet(
        new ServletHolder(new MetricsEndpoint(ROLE, MetricsEndpointTest::text)), "/metrics");
    String encoded =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    try (Running server = Container.serve(context)) {
      return credentials.isEmpty()
          ? send(server, "GET")
          : send(server, "GET", "Authorization", "Basic " + encoded);
    }
  }

  private static HttpResponse<String> send(Running server, String method, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(server, "")).method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return Client.HTTP.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
