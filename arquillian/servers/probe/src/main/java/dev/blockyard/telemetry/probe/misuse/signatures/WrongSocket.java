package dev.blockyard.telemetry.probe.misuse.signatures;

import dev.blockyard.telemetry.TimedProxyRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket endpoint with a binding on a method of its own. */
@Dependent
@ServerEndpoint("/wrong-socket")
public class WrongSocket {
  /** Takes a message. */
  @OnMessage
  @TimedProxyRequest
  public void take(String message) {}
}
