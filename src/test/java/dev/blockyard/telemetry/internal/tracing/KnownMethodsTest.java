package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.InMemoryTracing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The methods that spans name, as OpenTelemetry's system property sets them. */
class KnownMethodsTest {
  private static final String PROPERTY = "otel.instrumentation.http.known-methods";

  private final InMemoryTracing tracing = new InMemoryTracing();

  @AfterEach
  void nothingIsLeft() {
    System.clearProperty(PROPERTY);
    tracing.close();
  }

  private List<String> namesOf(String... methods) {
    Spans spans = DefaultSpans.of(tracing.sdk());
    for (String method : methods) {
      spans.request(request(Map.of(), Map.of("getMethod", method)), null).end(200);
    }
    return tracing.ended().stream().map(span -> span.getName()).toList();
  }

  @Test
  void propertyReplacesTheDefault() {
    System.setProperty(PROPERTY, "GET, BREW");
    assertThat(namesOf("GET", "BREW", "POST")).containsExactly("GET", "BREW", "HTTP");
  }

  @Test
  void withoutThePropertyTheyAreThoseOfTheConventions() {
    assertThat(namesOf("GET", "BREW", "POST")).containsExactly("GET", "HTTP", "POST");
  }
}
