package dev.blockyard.telemetry.probe;

import dev.blockyard.telemetry.TimedProxyRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A CDI bean with a binding on the class. */
@RequestScoped
@TimedProxyRequest
public class Forwarder {
  void forward() {}

  CompletionStage<String> forwardLater() {
    return CompletableFuture.supplyAsync(() -> "done");
  }
}
