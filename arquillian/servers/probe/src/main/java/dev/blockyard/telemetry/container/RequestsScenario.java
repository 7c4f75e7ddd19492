package dev.blockyard.telemetry.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blockyard.telemetry.probe.RequestEnd;
import dev.blockyard.telemetry.testing.Exposition;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each end that a request can have is counted once, with the app and what the client got. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class RequestsScenario {
  private static final String BARRIER = "app/end/answer?";

  /** What all tests together have made the server count. */
  private static final Map<String, Double> EXPECTED = new TreeMap<>();

  private final Client client;
  private final Map<RequestEnd, Expected> differences;
  private final boolean bodyEndsWithReset;

  @SuppressWarnings("NullAway.Init")
  private Exposition before;

  /**
   * Requests on one server.
   *
   * @param differences what the server makes of a request, where it is not what {@link RequestEnd}
   *     says
   * @param bodyEndsWithReset whether a handler that reads the body of a request sees its end where
   *     the client resets the connection
   */
  protected RequestsScenario(
      String application, Map<RequestEnd, Expected> differences, boolean bodyEndsWithReset) {
    this.client = new Client(application);
    this.differences = new EnumMap<>(RequestEnd.class);
    this.differences.putAll(differences);
    this.bodyEndsWithReset = bodyEndsWithReset;
  }

  /**
   * What a server makes of a request, where it is not what {@link RequestEnd} says.
   *
   * @param status what the client gets; 0 where it gets no whole answer
   * @param counted the status class of the one count; empty where the server reports no end
   */
  public record Expected(int status, String counted) {}

  /** Whether the application has a WebSocket. */
  protected boolean hasWebSocket() {
    return true;
  }

  @BeforeEach
  void look() throws Exception {
    before = client.metrics();
  }

  @ParameterizedTest
  @EnumSource
  void requestIsCountedOnceWithItsAppAndStatus(RequestEnd end) throws Exception {
    Expected expected = differences.getOrDefault(end, new Expected(end.status(), end.counted()));

    // The JDK's client repeats a GET request whose connection ends without an answer.
    assertThat(statusOf(expected.status() == 0 ? "POST" : "GET", "app/end/" + end.app()))
        .as("the client's status")
        .isEqualTo(expected.status());
    if (expected.counted().isEmpty()) {
      awaitNoCount();
    } else {
      awaitCount(end.app(), expected.counted());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  app/nowhere,           404, unknown,  4xx",
    "GET,  app/nowhere?resolved,  404, resolved, 4xx",
    "GET,  app/gate/x,            401, unknown,  4xx",
    "GET,  app/gate/x?resolved,   401, resolved, 4xx",
    "GET,  app/gate/exception,    500, unknown,  5xx",
    "GET,  app/gate/io-exception, 500, unknown,  5xx",
    "GET,  app/gate/error,        500, unknown,  5xx",
    "HEAD, app/end/answer,        200, answer,   2xx",
    "GET,  app/end/answer?unused, 200, answer,   2xx",
  })
  void requestIsCountedOnceWhateverServesIt(
      String method, String path, int status, String app, String counted) throws Exception {
    HttpResponse<String> answer = client.send(method, path);

    assertThat(answer.statusCode()).as("the client's status").isEqualTo(status);
    awaitCount(app, counted);
  }

  @ParameterizedTest
  @CsvSource({"aside/ok, 200", "aside/forward, 200", "aside/include, 200", "nowhere, 404"})
  void requestToAnotherPathIsNotCountedEvenIfItIsDispatchedToAnApp(String path, int status)
      throws Exception {
    assertThat(client.get(path).statusCode()).isEqualTo(status);
    awaitNoCount();
  }

  /** Waits until a request after those of a test is counted, and asserts that they are not. */
  private void awaitNoCount() throws IOException, InterruptedException {
    assertThat(client.get(BARRIER).statusCode()).isEqualTo(200);
    awaitCount("answer", "2xx");
  }

  @Test
  void webSocketUpgradeIsCountedOnceAsInformational() throws Exception {
    assumeTrue(hasWebSocket(), "the application has none");
    URI socket = client.at("app/socket?socket");
    WebSocket session =
        client
            .http()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(socket.toString().replaceFirst("http", "ws")),
                new WebSocket.Listener() {})
            .get();

    awaitCount("socket", "1xx");
    session.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get();
  }

  @ParameterizedTest
  @CsvSource({"stream, false", "stream, true"})
  void requestWhoseClientHasGoneIsCountedOnceWithTheStatusThatItGot(String app, boolean reset)
      throws Exception {
    try (Socket connection = RawRequest.send(client.at("app/" + app), "GET", "")) {
      assertThat(RawRequest.statusLine(connection)).contains("200");
      connection.setSoLinger(reset, 0);
    }

    awaitCount(app, "2xx");
  }

  @Test
  void requestWhoseClientClosesWithinTheBodyIsTheClientsFailure() throws Exception {
    sendPartOfABody(false);

    awaitCount("body", "4xx");
  }

  /** The handler sees the failure, or, on some servers, the end of the body. */
  @Test
  void requestWhoseClientResetsWithinTheBodyIsNoFailureOfThePlatform() throws Exception {
    sendPartOfABody(true);

    awaitCount("body", bodyEndsWithReset ? "2xx" : "4xx");
  }

  private void sendPartOfABody(boolean reset) throws IOException {
    try (Socket connection =
        RawRequest.send(
            client.at("app/body"), "POST", "Content-Length: 1000000\r\n\r\nten bytes.")) {
      connection.setSoLinger(reset, 0);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void nothingWasCountedLater() throws Exception {
    assertThat(before.find("blockyard_proxy_requests_total")).isEqualTo(EXPECTED);
  }

  /** The status of a whole answer, or 0 where the connection ends before that. */
  private int statusOf(String method, String path) throws InterruptedException {
    try {
      return client.send(method, path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Waits until one request of this app and status class has been counted, and no other. */
  protected final void awaitCount(String app, String status)
      throws IOException, InterruptedException {
    String series = "blockyard_proxy_requests_total{app=\"" + app + "\",status=\"" + status + "\"}";
    client.awaitMetrics(now -> assertThat(now.since(before)).isEqualTo(Map.of(series, 1.0)));
    EXPECTED.merge(series, 1.0, Double::sum);
  }
}
