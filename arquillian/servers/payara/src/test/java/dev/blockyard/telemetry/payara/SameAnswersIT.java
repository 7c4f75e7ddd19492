package dev.blockyard.telemetry.payara;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.container.Client;
import dev.blockyard.telemetry.container.SameAnswersScenario;
import dev.blockyard.telemetry.container.Wars;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Payara answers alike with and without the module; one after the other, each in a process. */
@ExtendWith(ArquillianExtension.class)
class SameAnswersIT {
  private static final String WITH = "with-the-module";
  private static final String WITHOUT = "without-the-module";

  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  private Deployer deployer;

  @Deployment(name = WITH, managed = false, testable = false)
  static WebArchive withTheModule() {
    return Wars.probe(WITH);
  }

  @Deployment(name = WITHOUT, managed = false, testable = false)
  static WebArchive withoutTheModule() {
    return Wars.control(WITHOUT);
  }

  @Test
  void everyRequestHasTheSameStatusLine() throws Exception {
    Map<String, String> control = statusLines(WITHOUT, client -> {});
    assertThat(control.get("app/end/answer")).contains(" 200");

    assertThat(statusLines(WITH, SameAnswersIT::counts)).isEqualTo(control);
  }

  /** What happens before an application ends. */
  @FunctionalInterface
  private interface Last {
    void look(Client client) throws IOException, InterruptedException;
  }

  private static void counts(Client client) throws IOException, InterruptedException {
    client.awaitMetrics(
        now ->
            assertThat(now.sum("blockyard_proxy_requests_total", "app=answer", "status=2xx"))
                .isPositive());
  }

  private Map<String, String> statusLines(String application, Last last) throws Exception {
    Client client = new Client(application);
    Map<String, String> lines = new LinkedHashMap<>();
    List<String> paths = SameAnswersScenario.requests().toList();
    deployer.deploy(application);
    try {
      for (String path : paths) {
        lines.put(path, SameAnswersScenario.statusLine(client.at(path)));
      }
      last.look(client);
    } finally {
      deployer.undeploy(application);
    }
    return lines;
  }
}
