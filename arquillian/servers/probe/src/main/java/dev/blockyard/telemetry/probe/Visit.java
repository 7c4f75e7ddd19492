package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.TrackedSession;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A CDI bean that may be passivated. */
@SessionScoped
public class Visit implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable CompletableFuture<Void> open;

  @TrackedSession
  CompletionStage<Void> enter() {
    open = new CompletableFuture<>();
    return open;
  }

  void leave() {
    if (open != null) {
      open.complete(null);
    }
  }
}
