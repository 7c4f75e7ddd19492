package dev.blockyard.telemetry.container;

import static dev.blockyard.telemetry.container.SameAnswersScenario.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.internal.deployment.TelemetryInitializer;
import dev.blockyard.telemetry.probe.QueryResolver;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenario on servers that run in this process. */
class SameAnswersTest {
  @Nested
  class OnJetty extends OnOne {
    OnJetty() {
      super(Container.JETTY);
    }
  }

  @Nested
  class OnUndertow extends OnOne {
    OnUndertow() {
      super(Container.UNDERTOW);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnOne {
    private final Container container;
    private WeldContainer cdi;
    private Running with;
    private Running without;

    OnOne(Container container) {
      this.container = container;
    }

    @BeforeAll
    void start() throws Exception {
      cdi = new Weld().skipShutdownHook().addBeanClass(QueryResolver.class).initialize();
      with =
          container.start(
              EmbeddedProbe.application()
                  .onStartup(context -> new TelemetryInitializer().onStartup(null, context)));
      without = container.start(EmbeddedProbe.application());
    }

    @AfterAll
    void stopWhatDiffersInNothingElse() throws Exception {
      assertThat(statusLine(at(without, "metrics"))).contains("404");
      assertThat(metrics()).contains("app=\"answer\",status=\"2xx\"");
      without.close();
      with.close();
      cdi.shutdown();
    }

    @ParameterizedTest
    @MethodSource(SameAnswersScenario.REQUESTS)
    void everyRequestHasTheSameStatusLine(String path) throws Exception {
      assertThat(statusLine(at(with, path))).isEqualTo(statusLine(at(without, path)));
    }

    private String metrics() throws Exception {
      HttpRequest request = HttpRequest.newBuilder(at(with, "metrics")).build();
      return Client.HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private static URI at(Running server, String path) {
      return URI.create("http://127.0.0.1:" + server.port() + "/" + path);
    }
  }
}
