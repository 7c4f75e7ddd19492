package dev.blockyard.telemetry.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.containers.Container;
import dev.blockyard.telemetry.containers.Container.Running;
import dev.blockyard.telemetry.containers.WebApp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only requests from this machine, through no proxy, and to a name of this machine are local. */
class LocalRequestTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
  void addressOfTheLoopbackInterfaceIsLocal(String address) {
    assertThat(LocalRequest.isLoopback(address)).isTrue();
  }

  /** Some of these would be looked up as names, if they got as far as that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "203.0.113.9",
        "2001:db8::1",
        "0.0.0.0",
        "localhost",
        "cafe",
        "dead.beef",
        "999.1.1.1",
        "127.1",
        "::g",
        ""
      })
  void everythingElseIsNot(String address) {
    assertThat(LocalRequest.isLoopback(address)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "localhost, true",
    "[::1], true",
    "prometheus-host, true",
    "attacker.example, false",
    "127.0.0.1.attacker.example, false",
    "localhost., false"
  })
  void hostIsAnAddressOrANameWithoutADot(String host, boolean local) {
    assertThat(LocalRequest.isLocalName(host)).isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 200", "localhost:80, 200", "rebound.example, 403"})
  void pageOnANameThatResolvesToThisMachineIsRefused(String host, int status) throws Exception {
    WebApp app =
        new WebApp()
            .onStartup(
                context ->
                    context
                        .addServlet(
                            "metrics", new MetricsEndpoint(Endpoint.LOOPBACK, Endpoint::text))
                        .addMapping("/metrics"));
    try (Running server = Container.JETTY.start(app);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request = "GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      assertThat(new String(line, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 " + status);
    }
  }

  @Test
  void clientOnAnotherMachineIsNotLocal() throws Exception {
    assertThat(isLocal(UnaryOperator.identity())).isTrue();
    assertThat(isLocal(request -> from("203.0.113.9", request))).isFalse();
  }

  /** Tomcat sets it where it has taken the client's address from a header and removed that. */
  @Test
  void clientWhoseAddressAHeaderMayHaveNamedIsNotLocal() throws Exception {
    assertThat(
            isLocal(
                request -> {
                  request.setAttribute("org.apache.tomcat.request.forwarded", true);
                  return request;
                }))
        .isFalse();
  }

  /** Sends a request from this machine. */
  private static boolean isLocal(UnaryOperator<HttpServletRequest> change) throws Exception {
    List<Boolean> local = new CopyOnWriteArrayList<>();
    WebApp app =
        new WebApp()
            .servlet(
                "/", (request, response) -> local.add(LocalRequest.isLocal(change.apply(request))));
    try (Running server = Container.JETTY.start(app);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request = "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    assertThat(local).hasSize(1);
    return local.get(0);
  }

  private static HttpServletRequest from(String address, HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public String getRemoteAddr() {
        return address;
      }
    };
  }
}
