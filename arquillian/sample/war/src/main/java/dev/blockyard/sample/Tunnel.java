package dev.blockyard.sample;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One WebSocket session: text of the client goes to the worker, and the other way round. */
final class Tunnel implements WebSocket.Listener {
  private final Session client;
  private final CompletableFuture<WebSocket> worker = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  Tunnel(Session client) {
    this.client = client;
  }

  /** Completes when either side has gone. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Sends and waits, for a second send before the first has ended is an error. */
  void sendToWorker(String message) {
    worker.thenCompose(socket -> socket.sendText(message, true)).join();
  }

  /** Ends the session, whoever went first. */
  void end() {
    ended.complete(null);
  }

  /** Says goodbye to whoever is still there. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the worker's goodbye.
  void close() {
    worker.completeExceptionally(new IOException("The worker cannot be reached"));
    worker.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    if (client.isOpen()) {
      try {
        client.close(new CloseReason(CloseCodes.GOING_AWAY, "The worker has gone"));
      } catch (IOException e) {
        // Gone after all.
      }
    }
  }

  @Override
  public void onOpen(WebSocket socket) {
    worker.complete(socket);
    socket.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    try {
      client.getBasicRemote().sendText(data.toString(), last);
      socket.request(1);
    } catch (IOException e) {
      end();
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    end();
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    end();
  }
}
