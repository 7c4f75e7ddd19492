package dev.blockyard.sample;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests contain that no server in the tests lets through, or no default allows. */
class HostileRequestTest {

  @ParameterizedTest
  @CsvSource({
    "shop,     shop.example.com,          example.com, true",
    "shop,     SHOP.EXAMPLE.COM:8080,     Example.com, true",
    "platform, platform.example.com,      example.com, false",
    "platform, PLATFORM.example.com:8080, Example.com, false",
    "shop,     platform.example.com,      example.com, false"
  })
  @SuppressWarnings("UnnecessaryAssignment") // there is no CDI to inject them
  void appThatIsCalledLikeThePlatformDoesNotGetItsName(
      String app, String host, String domain, boolean own) {
    Hosts hosts = new Hosts();
    hosts.platform = Set.of("Platform.example.com");
    hosts.domain = domain;

    assertThat(hosts.isOwnHost(app, request(Map.of("getHeader", host)::get))).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\u001b[2J", "\0", "\u0085", "\u2028", "\u2029", "\u202e", "\u200f"})
  void entryOfTheAuditLogIsOneLineInItsOrder(String forged) {
    HttpServletRequest request =
        request(Map.of("getMethod", "GET", "getRequestURI", "/" + forged)::get);

    assertThat(AuditLog.refused(request, "no")).startsWith("refused GET /?").endsWith(": no");
  }

  @Test
  void userWhoseCredentialsAreMalformedIsUnknown() {
    HttpServletRequest malformed =
        request(
            method -> {
              if (method.equals("getRemoteUser")) {
                throw new IllegalArgumentException("malformed");
              }
              return "192.0.2.1";
            });

    assertThat(AuditLog.caller(malformed)).isEqualTo("unknown at 192.0.2.1");
  }

  @Test
  void entryOfTheAuditLogHasABound() {
    HttpServletRequest request =
        request(Map.of("getMethod", "GET", "getRequestURI", "/" + "x".repeat(10_000))::get);

    assertThat(AuditLog.refused(request, "no")).hasSizeLessThan(400);
  }

  private static HttpServletRequest request(Function<String, @Nullable String> answers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HostileRequestTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> answers.apply(method.getName()));
  }
}
