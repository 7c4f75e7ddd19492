package dev.blockyard.telemetry.internal.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.StandIn;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are wrapped, and the headers that an application then sees. */
class JaxRsRequestTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CLIENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String OWN = "00-" + TRACE + "-1111111111111111-01";
  private static final String OWN_ROOT = OWN.replace(TRACE, "0123456789abcdef0123456789abcdef");
  private static final String RESTEASY = "org.jboss.resteasy.plugins.server.servlet.Dispatcher";

  private static HttpServletRequest request(String servlet, Map<String, List<String>> headers) {
    ServletRegistration registration =
        StandIn.of(ServletRegistration.class, Map.of("getClassName", servlet));
    ServletContext application =
        StandIn.of(ServletContext.class, Map.of("getServletRegistration", registration));
    HttpServletMapping mapping =
        StandIn.of(HttpServletMapping.class, Map.of("getServletName", "rest"));
    return StandIn.request(
        headers, Map.of("getServletContext", application, "getHttpServletMapping", mapping));
  }

  @ParameterizedTest
  @CsvSource({
    "traceparent, org.jboss.resteasy.plugins.server.servlet.Dispatcher, true",
    "tracestate,  org.jboss.resteasy.plugins.server.servlet.Dispatcher, true",
    "baggage,     org.glassfish.jersey.servlet.ServletContainer,        true",
    "baggage,     com.example.Servlet,                                  false",
    "accept,      org.jboss.resteasy.plugins.server.servlet.Dispatcher, false"
  })
  void onlyRequestsToJaxRsWithAContextAreWrapped(String header, String servlet, boolean wrapped) {
    assertThat(JaxRsRequest.isNeededFor(request(servlet, Map.of(header, List.of("x")))))
        .isEqualTo(wrapped);
  }

  @Test
  void traceStateGoesWithTheTraceItBelongsTo() {
    HttpServletRequest client =
        request(
            RESTEASY, Map.of("traceparent", List.of(CLIENT), "tracestate", List.of("a=1", "b=2")));

    assertThat(seen(client, OWN))
        .containsOnly(Map.entry("traceparent", OWN), Map.entry("tracestate", "a=1,b=2"));
    assertThat(seen(client, OWN_ROOT)).containsOnly(Map.entry("traceparent", OWN_ROOT));
  }

  @Test
  void traceStateWithoutATraceIsHidden() {
    HttpServletRequest client = request(RESTEASY, Map.of("tracestate", List.of("a=1")));

    assertThat(seen(client, OWN)).isEmpty();
    assertThat(new JaxRsRequest(client, OWN).getHeader("traceparent")).isNull();
  }

  @Test
  void baggageIsLeftToTheCurrentContext() {
    HttpServletRequest client =
        request(RESTEASY, Map.of("baggage", List.of("a=1"), "accept", List.of("text/plain")));

    assertThat(seen(client, OWN)).containsOnly(Map.entry("accept", "text/plain"));
    assertThat(new JaxRsRequest(client, OWN).getHeader("Baggage")).isNull();
  }

  private static Map<String, String> seen(HttpServletRequest client, String own) {
    JaxRsRequest request = new JaxRsRequest(client, own);
    Map<String, String> seen = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      assertThat(Collections.list(request.getHeaders(name)))
          .containsExactly(request.getHeader(name));
      seen.put(name, request.getHeader(name));
    }
    return seen;
  }
}
