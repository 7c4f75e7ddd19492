package dev.blockyard.telemetry.probe;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Echoes. */
@ServerEndpoint("/app/socket")
public class Socket {
  /** Returns what it gets. */
  @OnMessage
  public String echo(String message) {
    return message;
  }
}
