package dev.blockyard.telemetry.benchmarks;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;

/** Calls of the {@link Services}, in a deployment that has all of them. */
@SuppressWarnings("NullAway.Init")
public abstract class Called extends Measured {
  private Deployment deployment;

  /** Starts the deployment. */
  final void deploy(Map<String, String> settings) {
    deployment = Deployment.start(settings, Services.ALL);
  }

  /** Returns a service as others get it injected. */
  final <T> T get(Class<T> service) {
    return deployment.get(service);
  }

  @Override
  final long recorded() throws IOException, ServletException {
    return Backend.deployed().recorded();
  }

  @Override
  final void close() {
    deployment.close();
  }
}
