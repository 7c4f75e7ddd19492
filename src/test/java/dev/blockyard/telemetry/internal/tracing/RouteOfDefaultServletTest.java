package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.StandIn;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The route of requests that no pattern but the shortest ones describes. */
class RouteOfDefaultServletTest {
  private static HttpServletMapping mapping(MappingMatch match, String pattern) {
    return StandIn.of(
        HttpServletMapping.class,
        Map.of("getMappingMatch", match, "getPattern", pattern, "getServletName", "name"));
  }

  private static HttpServletRequest mapped(
      @Nullable String contextPath, HttpServletMapping mapping, @Nullable String servletClass) {
    Map<String, Object> context = new HashMap<>();
    if (servletClass != null) {
      context.put(
          "getServletRegistration",
          StandIn.of(
              ServletRegistration.class, Map.of("getClassName", servletClass, "getName", "name")));
    }
    Map<String, Object> answers = new HashMap<>();
    answers.put("getHttpServletMapping", mapping);
    answers.put("getServletContext", StandIn.of(ServletContext.class, context));
    answers.put("getContextPath", contextPath);
    return request(Map.of(), answers);
  }

  @Test
  void servletOfTheApplicationOnSlashIsARoute() {
    HttpServletMapping mapping = mapping(MappingMatch.DEFAULT, "/");
    assertThat(HttpRoute.of(mapped("/shop", mapping, "com.example.Shop"))).isEqualTo("/shop/*");
    assertThat(HttpRoute.of(mapped("", mapping, "com.example.Shop"))).isEqualTo("/*");
  }

  @Test
  void requestThatNoServletIsKnownToAnswerHasNone() {
    assertThat(HttpRoute.of(mapped("/shop", mapping(MappingMatch.DEFAULT, "/"), null))).isNull();
    assertThat(HttpRoute.of(mapped("/shop", StandIn.of(HttpServletMapping.class, Map.of()), null)))
        .isNull();
    assertThat(HttpRoute.of(request(Map.of(), Map.of()))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -, PATH,         /app/*, /app/*
          '', EXTENSION,   *.do,   *.do
          '', CONTEXT_ROOT, '',    /
          /a, EXTENSION,   *.do,   /a/*.do
          """)
  void routeBeginsWithTheContextPathWhereThereIsOne(
      @Nullable String contextPath, MappingMatch match, String pattern, String route) {
    assertThat(HttpRoute.of(mapped(contextPath, mapping(match, pattern), null))).isEqualTo(route);
  }
}
