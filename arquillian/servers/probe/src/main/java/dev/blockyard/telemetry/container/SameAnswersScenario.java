package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.probe.RequestEnd;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module changes no answer: one application with it and one without answer alike. */
@ExtendWith(ArquillianExtension.class)
public abstract class SameAnswersScenario {
  /** Where the matrix is. */
  static final String REQUESTS = "dev.blockyard.telemetry.container.SameAnswersScenario#requests";

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
  @MethodSource(REQUESTS)
  void everyRequestHasTheSameStatusLine(String path) throws Exception {
    assertThat(statusLine(with.at(path))).isEqualTo(statusLine(without.at(path)));
  }

  /** Two applications that do not run would be alike, too. */
  @Test
  void bothAnswerAndOneOfThemCounts() throws Exception {
    assertThat(without.get("app/end/answer").statusCode()).isEqualTo(200);
    assertThat(without.get("metrics").statusCode()).isEqualTo(404);
    double before = answersCounted(with.metrics());

    assertThat(with.get("app/end/answer").statusCode()).isEqualTo(200);

    with.awaitMetrics(now -> assertThat(answersCounted(now)).isGreaterThan(before));
  }

  private static double answersCounted(Exposition metrics) {
    return metrics.sum("blockyard_proxy_requests_total", "app=answer", "status=2xx");
  }

  /** The paths of all requests that are compared, each way in which one can end among them. */
  public static Stream<String> requests() {
    return Stream.concat(
        Stream.of(RequestEnd.values()).map(end -> "app/end/" + end.app()),
        Stream.of(
            "app/nowhere",
            "app/nowhere?resolved",
            "app/gate/x",
            "app/gate/exception",
            "app/gate/io-exception",
            "app/gate/error",
            "aside/forward",
            "aside/include",
            "nowhere"));
  }

  /** The first line of the answer to a GET request. */
  public static String statusLine(URI uri) throws IOException {
    try (Socket connection = RawRequest.send(uri, "GET", "Connection: close\r\n\r\n")) {
      return RawRequest.statusLine(connection);
    }
  }
}
