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
    List<Boolean> local = new CopyOnWriteArrayList<>();
    WebApp app =
        new WebApp()
            .servlet(
                "/",
                (request, response) -> {
                  local.add(LocalRequest.isLocal(request));
                  local.add(LocalRequest.isLocal(from("203.0.113.9", request)));
                });
    try (Running server = Container.JETTY.start(app);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      String request = "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    assertThat(local).containsExactly(true, false);
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
