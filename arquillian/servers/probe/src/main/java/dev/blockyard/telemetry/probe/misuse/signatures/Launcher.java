package dev.blockyard.telemetry.probe.misuse.signatures;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Two signatures with which a binding would record something wrong. */
@ApplicationScoped
public class Launcher {
  @CountedWorkerSpawn
  Future<String> launch() {
    return CompletableFuture.completedFuture("worker");
  }

  @CountedWorkerSpawn
  void relaunch() {}

  @CountedHealthCheckFailure
  void evict(@App byte[] app) {}
}
