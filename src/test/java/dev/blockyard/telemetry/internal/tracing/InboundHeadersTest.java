package dev.blockyard.telemetry.internal.tracing;

import static dev.blockyard.telemetry.containers.StandIn.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.StandIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of a request, as OpenTelemetry's propagators ask for them. */
class InboundHeadersTest {
  private static final InboundHeaders HEADERS = InboundHeaders.INSTANCE;

  @Test
  void propagatorThatLooksForNamesSeesAllOfThem() {
    assertThat(
            HEADERS.keys(request(Map.of("b3", List.of("1"), "uberctx-a", List.of("2")), Map.of())))
        .containsExactlyInAnyOrder("b3", "uberctx-a");
  }

  @Test
  void headerOfAnotherPropagatorIsTheFirstOfItsName() {
    HttpServletRequest request = request(Map.of("b3", List.of("1", "2")), Map.of());
    assertThat(HEADERS.get(request, "B3")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "tracestate", "baggage", "b3"})
  void headerThatIsNotThereIsNull(String name) {
    assertThat(HEADERS.get(request(Map.of(), Map.of()), name)).isNull();
    assertThat(HEADERS.get(null, name)).isNull();
  }

  /** A container may keep the values from an application, which then get null or no value. */
  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "tracestate"})
  void headerWhoseValuesTheContainerKeepsIsNull(String name) {
    Map<String, Object> answers = new HashMap<>(Map.of("getHeader", "x"));
    assertThat(HEADERS.get(StandIn.of(HttpServletRequest.class, answers), name)).isNull();
    answers.put("getHeaders", Collections.emptyEnumeration());
    assertThat(HEADERS.get(StandIn.of(HttpServletRequest.class, answers), name)).isNull();
  }

  @Test
  void onlyBaggageThatIsSentCanBeOversized() {
    assertThat(InboundHeaders.hasOversizedBaggage(request(Map.of(), Map.of()))).isFalse();
    assertThat(
            InboundHeaders.hasOversizedBaggage(
                request(Map.of("baggage", List.of("x".repeat(8192))), Map.of())))
        .isFalse();
    assertThat(
            InboundHeaders.hasOversizedBaggage(
                request(Map.of("baggage", List.of("x".repeat(8193))), Map.of())))
        .isTrue();
  }
}
