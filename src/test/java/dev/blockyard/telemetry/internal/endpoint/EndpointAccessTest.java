package dev.blockyard.telemetry.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.StandIn;
import dev.blockyard.telemetry.internal.config.EndpointAccess;
import dev.blockyard.telemetry.internal.config.EndpointAccess.Kind;
import dev.blockyard.telemetry.testing.Log;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
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

/** Who may read the module's own endpoint. */
@Timeout(60)
class EndpointAccessTest {
  private static final EndpointAccess TOKEN = new EndpointAccess(Kind.TOKEN, "s3cret");
  private static final EndpointAccess ROLE = new EndpointAccess(Kind.ROLE, "scraper");
  private static final String KEY = "blockyard.telemetry.metrics.access";

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
    HttpResponse<String> response =
        Endpoint.on(Container.JETTY, Endpoint.LOOPBACK, "GET", header, value);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains(KEY, "BYT0014", "loopback").doesNotContain("# HELP");
  }

  @Test
  void openIsOpenBehindAProxyToo() throws Exception {
    assertThat(
            Endpoint.on(Container.JETTY, Endpoint.OPEN, "GET", "Forwarded", "for=10.0.0.1")
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER s3cret"})
  void tokenLetsIn(String authorization) throws Exception {
    assertThat(
            Endpoint.on(Container.JETTY, TOKEN, "GET", "Authorization", authorization).statusCode())
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
          Endpoint.on(Container.JETTY, TOKEN, "GET", "Authorization", authorization);

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(response.body()).contains(KEY).doesNotContain("s3cret");
      assertThat(warnings.messages()).isEmpty();
    }
  }

  @Test
  void missingTokenIsRefused() throws Exception {
    HttpResponse<String> response = Endpoint.on(Container.JETTY, TOKEN, "GET");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains(KEY).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @EnumSource
  void roleRefusesWhereNobodyCanLogIn(Container container) throws Exception {
    HttpResponse<String> response = Endpoint.on(container, ROLE, "GET");

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
  @ValueSource(strings = {"Basic !!!", "Basic", "Basic c2NyYXBlcg==", "Bearer x", "!"})
  void roleRefusesWhatIsNoLogin(String authorization) throws Exception {
    HttpResponse<String> response = withLogin(ROLE, "Authorization", authorization);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains(KEY).doesNotContain("# HELP");
  }

  @Test
  void roleOfAnybodyLetsInWhoHasLoggedIn() throws Exception {
    EndpointAccess anybody = new EndpointAccess(Kind.ROLE, "**");

    assertThat(withLogin(anybody, "Authorization", basic("other-user:pw")).statusCode())
        .isEqualTo(200);
    assertThat(withLogin(anybody, "Authorization", basic("other-user:wrong")).statusCode())
        .isEqualTo(401);
    assertThat(withLogin(anybody).statusCode()).isEqualTo(401);
  }

  /** So does Tomcat, where an application has no login. */
  @ParameterizedTest
  @CsvSource({"**, 401", "scraper, 403"})
  void roleRefusesWhomTheContainerAuthenticatesAsNobody(String role, int status) throws Exception {
    HttpServletRequest request =
        StandIn.of(HttpServletRequest.class, Map.of("authenticate", true, "isUserInRole", false));
    HttpServletResponse response = StandIn.of(HttpServletResponse.class, Map.of());

    assertThat(new EndpointGuard(new EndpointAccess(Kind.ROLE, role)).refusal(request, response))
        .isEqualTo(status);
  }

  private static HttpResponse<String> withBasic(String credentials) throws Exception {
    return credentials.isEmpty()
        ? withLogin(ROLE)
        : withLogin(ROLE, "Authorization", basic(credentials));
  }

  private static String basic(String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static HttpResponse<String> withLogin(EndpointAccess access, String... headers)
      throws Exception {
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
    context.addServlet(new ServletHolder(new MetricsEndpoint(access, Endpoint::text)), "/metrics");
    try (Running server = Container.serve(context)) {
      return Endpoint.send(server, "GET", headers);
    }
  }
}
