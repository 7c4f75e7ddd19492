package dev.blockyard.telemetry.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.testing.TraceReceiver;
import dev.blockyard.telemetry.testing.TraceReceiver.Conduct;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace context of clients, also where nothing is exported. */
class TraceContextTest extends RequestTraces {
  private static final String ENDPOINT_OF_THE_SDK = "otel.exporter.otlp.endpoint";

  @AfterEach
  void noEndpointOfTheSdk() {
    System.clearProperty(ENDPOINT_OF_THE_SDK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void malformedTraceparentStartsATraceOfItsOwn(String traceparent) throws Exception {
    assertThat(send("GET", "/app/shop/x", "traceparent", traceparent).statusCode()).isEqualTo(200);

    assertThat(receiver.trees())
        .isEqualTo(
            """
            SERVER GET /app/* 200 app=shop
              INTERNAL proxy.forward app=shop
            """);
    assertThat(receiver.of(TRACE)).isEmpty();
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void largeBaggageIsNoProblem() throws Exception {
    String baggage = "key=" + "x".repeat(7_000);
    HttpResponse<String> answer = send("GET", "/app/shop/x", "baggage", baggage);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("baggage=" + baggage);
  }

  @Test
  void clientThatDoesNotSampleIsFollowed() throws Exception {
    HttpResponse<String> answer =
        send("GET", "/app/shop/x", "traceparent", "00-" + TRACE + "-" + PARENT + "-00");

    assertThat(answer.body()).matches("\\{traceparent=00-" + TRACE + "-\\w{16}-00}");
    assertThat(receiver.spans()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Conduct.class,
      names = {"REFUSES", "HOLDS"})
  void requestsAreServedWhateverTheReceiverDoes(Conduct conduct) throws Exception {
    try (TraceReceiver bad = TraceReceiver.start(conduct)) {
      HttpResponse<String> answer =
          send(Container.UNDERTOW, bad.endpoint(), "GET", "/app/shop/cold");

      assertThat(answer.statusCode()).isEqualTo(200);
    }
    assertThat(log.messages()).hasSizeLessThanOrEqualTo(1);
  }

  /** Not even to where OpenTelemetry's own key says. */
  @Test
  void withoutAnEndpointNothingIsSentAndTheContextTravels() throws Exception {
    System.setProperty(ENDPOINT_OF_THE_SDK, "http://" + receiver.endpoint());
    HttpResponse<String> answer =
        send(
            Container.JETTY,
            "",
            "GET",
            "/app/shop/x",
            "traceparent",
            "00-" + TRACE + "-" + PARENT + "-01");

    assertThat(answer.body()).matches("\\{traceparent=00-" + TRACE + "-\\w{16}-01}");
    assertThat(answer.body()).doesNotContain(PARENT);
    assertThat(receiver.spans()).isEmpty();
  }
}
