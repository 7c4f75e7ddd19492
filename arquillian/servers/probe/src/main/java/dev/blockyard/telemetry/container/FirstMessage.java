package dev.blockyard.telemetry.container;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Completes with the first text that comes over a WebSocket. */
public final class FirstMessage extends CompletableFuture<String> implements WebSocket.Listener {
  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    complete(data.toString());
    return null;
  }
}
