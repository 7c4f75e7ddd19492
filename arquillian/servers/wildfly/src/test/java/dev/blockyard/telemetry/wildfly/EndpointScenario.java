package dev.blockyard.telemetry.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.MetricSetScenario;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The metric set at the endpoint of the module. */
public abstract class EndpointScenario extends MetricSetScenario {
  protected EndpointScenario(String application) {
    super(new Client(application));
  }

  @Test
  void endpointWritesTheSeriesOfTheModuleAsTheReferenceDoes() throws Exception {
    HttpResponse<String> answer = client.get("metrics");

    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            type ->
                assertThat(type.replace(" ", ""))
                    .isEqualToIgnoringCase("text/plain;version=0.0.4;charset=utf-8"));
    assertThat(answer.body().lines().filter(line -> line.startsWith("blockyard_")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("mp_scope"))
        .noneMatch(line -> line.contains("_max"));
  }
}
