package dev.blockyard.telemetry.glassfish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The keys, because GlassFish has MicroProfile Config. */
@ExtendWith(ArquillianExtension.class)
class KeysIT {
  private static final String KEYS = "keys";

  private final Client client = new Client(KEYS, self -> self.get("internal/metrics").body());

  @Deployment(testable = false)
  static WebArchive application() {
    return Wars.probe(
        KEYS,
        "blockyard.telemetry.metrics.path=/internal/metrics",
        "blockyard.telemetry.proxy.url-patterns=/aside/*");
  }

  @Test
  void keysInTheApplicationAreRead() throws Exception {
    assertThat(client.get("aside/ok").statusCode()).isEqualTo(200);

    client.awaitMetrics(
        now ->
            assertThat(now.samples())
                .containsEntry(
                    "blockyard_proxy_requests_total{app=\"unknown\",status=\"2xx\"}", 1.0));
    assertThat(client.get("metrics").statusCode()).isEqualTo(404);
  }
}
