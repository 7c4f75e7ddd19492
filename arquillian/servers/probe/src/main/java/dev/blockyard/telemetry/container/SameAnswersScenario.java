package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.probe.RequestEnd;
import java.io.IOException;
import java.net.Socket;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module changes no answer: one application with it and one without answer alike. */
@ExtendWith(ArquillianExtension.class)
public abstract class SameAnswersScenario {
  private static final String WITH = "with-the-module";
  private static final String WITHOUT = "without-the-module";

  private final Client with = new Client(WITH);
  private final Client without = new Client(WITHOUT);

  /** The application with the module. */
  @Deployment(name = WITH, testable = false)
  public static WebArchive withTheModule() {
    return Wars.probe(WITH);
  }

  /** The same application without it. */
  @Deployment(name = WITHOUT, testable = false)
  public static WebArchive withoutTheModule() {
    return Wars.control(WITHOUT);
  }

  @ParameterizedTest
  @EnumSource
  void everyEndOfARequestHasTheSameStatusLine(RequestEnd end) throws Exception {
    assertThatAnswersAreTheSame("app/end/" + end.app());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/nowhere",
        "app/nowhere?resolved",
        "app/gate/x",
        "app/gate/exception",
        "app/gate/io-exception",
        "app/gate/error",
        "aside/forward",
        "aside/include",
        "nowhere"
      })
  void everyOtherRequestHasTheSameStatusLine(String path) throws Exception {
    assertThatAnswersAreTheSame(path);
  }

  private void assertThatAnswersAreTheSame(String path) throws IOException {
    assertThat(statusLine(with, path)).isEqualTo(statusLine(without, path));
  }

  private static String statusLine(Client client, String path) throws IOException {
    try (Socket connection = RawRequest.send(client.at(path), "GET", "Connection: close\r\n\r\n")) {
      return RawRequest.statusLine(connection);
    }
  }
}
