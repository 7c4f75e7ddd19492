package dev.blockyard.telemetry.wildfly.microprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.TraceScenario;
import dev.blockyard.telemetry.container.TracedRequest;
import dev.blockyard.telemetry.testing.TraceReceiver;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Traces on WildFly, which starts spans for JAX-RS alone: below the module's, whether or not the
 * client sent a trace context.
 */
@ExtendWith(ArquillianExtension.class)
class TracesIT extends TraceScenario {
  private static final TraceReceiver RECEIVER = TraceReceiver.start();

  TracesIT() {
    super(
        "traces",
        RECEIVER,
        Map.of(
            TracedRequest.JAX_RS,
            """
            SERVER GET /traces/rest/* 200
              SERVER GET /traces/rest/builds/{sound} 200
                INTERNAL bundle.restore
            """,
            TracedRequest.JAX_RS_EXCEPTION,
            """
            SERVER GET /traces/rest/* 500 ERROR 500
              SERVER GET /traces/rest/builds/{sound} 500 ERROR 500
                INTERNAL bundle.restore ERROR java.lang.IllegalStateException
            """));
  }

  @Deployment(testable = false)
  static WebArchive application() {
    return probe("traces", RECEIVER);
  }

  /** RESTEasy reads the headers again, and would bring back what the module has left out. */
  @ParameterizedTest
  @CsvSource({
    "baggage,    00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, shop, 'null, tenant=shop'",
    "baggage,    00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, long, 'null, null'",
    "tracestate, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, shop, 'a=b, a=b'",
    "tracestate, 00-00000000000000000000000000000000-b7ad6b7169203331-01, shop, 'null, null'",
  })
  void resourceHasWhatCountsOfTheClientsContext(
      String header, String traceparent, String tenant, String expected) throws Exception {
    Client client = new Client("traces");
    HttpRequest request =
        HttpRequest.newBuilder(client.at("rest/context/" + header))
            .header("traceparent", traceparent)
            .header("tracestate", "a=b")
            .header("baggage", "tenant=" + (tenant.equals("long") ? tenant.repeat(2_500) : tenant))
            .build();

    assertThat(client.http().send(request, BodyHandlers.ofString()).body()).isEqualTo(expected);
  }

  @AfterAll
  static void stopReceiving() {
    RECEIVER.close();
  }
}
