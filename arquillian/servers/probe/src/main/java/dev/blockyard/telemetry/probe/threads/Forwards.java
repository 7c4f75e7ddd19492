package dev.blockyard.telemetry.probe.threads;

import dev.blockyard.telemetry.TimedProxyRequest;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Annotated methods that are asynchronous. */
@ApplicationScoped
public class Forwards {
  @Inject
  @SuppressWarnings("NullAway.Init")
  private Spawner spawner;

  /** Is asynchronous as Jakarta Concurrency defines it. */
  @Asynchronous
  @TimedProxyRequest
  public CompletableFuture<String> concurrency() {
    spawner.spawn();
    return Asynchronous.Result.complete("done");
  }

  /** Is asynchronous as MicroProfile Fault Tolerance defines it. */
  @org.eclipse.microprofile.faulttolerance.Asynchronous
  @TimedProxyRequest
  public CompletionStage<String> faultTolerance() {
    spawner.spawn();
    return CompletableFuture.completedStage("done");
  }
}
