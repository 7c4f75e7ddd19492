package dev.blockyard.telemetry.internal.servlet;

import static dev.blockyard.telemetry.containers.Container.JETTY;
import static dev.blockyard.telemetry.containers.Container.UNDERTOW;
import static dev.blockyard.telemetry.internal.servlet.Cell.cell;
import static dev.blockyard.telemetry.internal.servlet.Handlers.ok;

import dev.blockyard.telemetry.containers.Client;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.server.ServerEndpoint;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Connections that become something else, and clients that go away. */
class ConnectionLifeCycleTest extends RequestLifeCycle {
  static Stream<Arguments> cells() {
    return onEachContainer(
        cell("WebSocket handshake")
            .socket(Socket.class)
            .client(Client.webSocket("/app/socket"))
            .counts("unknown", "1xx"),
        cell("upgrade by a servlet")
            .app((request, response, stage) -> request.upgrade(Upgraded.class))
            .client(Client.raw("/app/app1", "Connection: Upgrade", "Upgrade: nothing"))
            .only(UNDERTOW)
            .counts("1xx"),
        cell("client gone in the middle")
            .app(
                (request, response, stage) -> {
                  byte[] chunk = new byte[64 * 1024];
                  while (true) {
                    response.getOutputStream().write(chunk);
                    response.flushBuffer();
                  }
                })
            .client(Client.leaving("/app/app1"))
            .counts("2xx"),
        cell("early hints")
            .app(
                (request, response, stage) -> {
                  response.setHeader("Link", "</style.css>; rel=preload");
                  response.sendError(103);
                  ok(response);
                })
            .client(Client.raw("/app/app1"))
            .only(JETTY)
            .counts("2xx"));
  }

  /** A WebSocket that says nothing. */
  @ServerEndpoint("/app/socket")
  public static final class Socket {}

  /** A protocol that says nothing. */
  public static final class Upgraded implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {}

    @Override
    public void destroy() {}
  }
}
