package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.testing.Await;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications with something wrong, and what the server's console says of it. */
@ExtendWith(ArquillianExtension.class)
public abstract class ConsoleScenario {
  /** Deploys what a subclass has declared, not managed. */
  @ArquillianResource
  @SuppressWarnings("NullAway.Init")
  protected Deployer deployer;

  /** Deploys an application that starts with one warning. */
  protected final void assertThatStartSays(String application, String... parts) throws Exception {
    ServerLog log = ServerLog.sinceNow();
    deployer.deploy(application);
    try {
      assertThat(new Client(application).get("app/plain").statusCode()).isEqualTo(200);
      assertThatItSaysOnce(log, parts);
      assertThat(log.problems()).singleElement().asString().contains(parts);
    } finally {
      deployer.undeploy(application);
    }
  }

  /** A request may be answered before its end is logged. */
  static void assertThatItSaysOnce(ServerLog log, String... parts) throws Exception {
    Await.until(
        () ->
            assertThat(log.messages().lines().filter(line -> line.contains(parts[0])))
                .singleElement()
                .asString()
                .contains(parts));
  }

  /** Fails to deploy an application. */
  protected final void assertThatRefusalSays(String application, String... lines) throws Exception {
    ServerLog log = ServerLog.sinceNow();
    Throwable failure = Refusal.of(application, log, () -> deployer.deploy(application));
    try {
      assertThat(failure).isNotNull();
      assertThat(log.messages()).contains(lines);
      assertThat(new Client(application).get("").statusCode()).isEqualTo(404);
    } finally {
      deployer.undeploy(application);
    }
  }
}
