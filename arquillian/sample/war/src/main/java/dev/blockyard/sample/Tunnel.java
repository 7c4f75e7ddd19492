package dev.blockyard.sample;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket session: text of the client goes to the worker, and the other way round. */
final class Tunnel implements WebSocket.Listener {
  private static final long SECONDS_TO_CLOSE = 5;

  private final Session client;
  private final Worker process;
  private final Duration patience;
  private final CompletableFuture<WebSocket> worker = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /**
   * Makes the tunnel of a client.
   *
   * @param patience how long a worker may take to accept a message
   */
  Tunnel(Session client, Worker process, Duration patience) {
    this.client = client;
    this.process = process;
    this.patience = patience;
  }

  /** Completes when either side has gone. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Sends and waits, for a second send before the first has ended is an error. */
  void sendToWorker(String message) {
    worker
        .thenCompose(socket -> socket.sendText(message, true))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** Ends the session, whoever went first. */
  void end() {
    ended.complete(null);
  }

  /** Says goodbye to whoever is still there. */
  void close() {
    worker.completeExceptionally(new IOException("The worker cannot be reached"));
    CompletableFuture<Void> unused = worker.thenAccept(Tunnel::leave);
    if (client.isOpen()) {
      try {
        client.close(new CloseReason(CloseCodes.GOING_AWAY, "The worker has gone"));
      } catch (IOException e) {
        // Gone after all.
      }
    }
  }

  /** Closes the connection to a worker, whether or not the worker does the same. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for the worker's goodbye.
  private static void leave(WebSocket socket) {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    CompletableFuture.delayedExecutor(SECONDS_TO_CLOSE, TimeUnit.SECONDS).execute(socket::abort);
  }

  @Override
  public void onOpen(WebSocket socket) {
    if (!process.isAlive()) { // and somebody else may have its port
      socket.abort();
      end();
      return;
    }
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
