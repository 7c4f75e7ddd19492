package dev.blockyard.telemetry.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.containers.Client;
import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import dev.blockyard.telemetry.testing.Log;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The module in a servlet container that has not even the API of CDI, such as Tomcat. */
public class WithoutCdiTest {
  private static final String CDI =
      "jakarta\\.(enterprise\\.(cdi|lang)|inject|interceptor).*|weld-.*";

  private final Log log = Log.open();

  @AfterEach
  void close() {
    log.close();
  }

  /** Runs in a class loader of its own; refers to nothing that is missing there. */
  public static final class Application implements Callable<String> {
    public Application() {}

    static class Platform {
      @CountedWorkerSpawn
      void spawn() {}
    }

    @Override
    public String call() throws Exception {
      WebApp app =
          new WebApp()
              .onStartup(
                  context -> new TelemetryInitializer().onStartup(Set.of(Platform.class), context))
              .servlet("/app/*", (request, response) -> response.getWriter().print("served"));
      try (Running server = Container.JETTY.start(app)) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/app/shop");
        return Client.HTTP
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();
      }
    }
  }

  @Test
  void requestsAreServedUncounted() throws Exception {
    assertThat(MissingLibraryTest.textWithout(CDI, Application.class)).isEqualTo("served");
    assertThat(log.messages()).singleElement().asString().startsWith("BYT0010: ");
  }
}
